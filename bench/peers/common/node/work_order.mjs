// The business that all peers do: streams of ten events, and a rule that folds them.
export const events_of_a_stream = 10;
const limit_minor = 100_000_000;

export const filled = (n) => `f${n}`;

// Each client appends to streams of its own, in order, with the version that it expects.
export function appended() {
  const clients = new Map();
  return (client) => {
    const at = clients.get(client) ?? 0;
    clients.set(client, at + 1);
    return {
      stream: `a${client}x${Math.floor(at / events_of_a_stream)}`,
      version: at % events_of_a_stream,
    };
  };
}

export const start = () => ({ charged_minor: 0, parts: 0 });

export const evolve = (state, event) => ({
  charged_minor: state.charged_minor + event.price_minor * event.quantity,
  parts: state.parts + event.quantity,
});

export function decide(state, event) {
  const charged = state.charged_minor + event.price_minor * event.quantity;
  if (charged > limit_minor) throw new Error(`over_approved_limit: ${charged} over ${limit_minor}`);
  return event;
}
