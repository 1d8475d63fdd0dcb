// The command line that every peer speaks; README.md beside the peers describes it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

const numbers = {
  clients: "16", seconds: "5", warm: "0", streams: "0", events: "0", categories: "1",
  batch: "0", idle: "10", port: "0",
};
const texts = { url: "", payload: "", installed: "", peer: "" };

export function commandLine() {
  const options = Object.fromEntries(
    Object.entries({ ...numbers, ...texts }).map(([name, value]) => [
      name, { type: "string", default: value },
    ]));
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  for (const name of Object.keys(numbers)) values[name] = Number(values[name]);
  if (values.payload) values.event = JSON.parse(readFileSync(values.payload, "utf8"));
  // Packages lie apart from the program, where `import` does not look.
  values.require = createRequire(`${values.installed}/`);
  return { action: positionals[0], options: values };
}
