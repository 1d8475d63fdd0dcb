// The usual HTTP face of a peer written for Node: Express before its store.
export function serve(store, { require, port }) {
  const express = require("express");
  const app = express();
  app.disable("x-powered-by");
  app.use(express.json());
  app.post("/orders/:id/events", async (request, response) => {
    await store.append(request.params.id, 0, [request.body], request.get("Idempotency-Key"));
    response.status(201).json({ version: 1 });
  });
  app.post("/orders/:id/decisions", async (request, response) => {
    await store.decide(request.params.id, request.body, request.get("Idempotency-Key"));
    response.status(201).json({ part: request.body.part });
  });
  app.use((error, _request, response, _next) => {
    console.error(error.message);
    response.status(409).json({ error: error.message });
  });
  return new Promise((resolve) => app.listen(port, "127.0.0.1", resolve));
}
