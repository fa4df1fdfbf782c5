// Throws random and damaged texts at the parser, and what it lets through at the whole verification: a code comes out, never an exception.
async ({ text, root, count, seed }) => {
  const { split, parse } = await import(`${root}token.js`);
  const { verify } = await import(`${root}verify.js`);
  let state = seed;
  const next = most => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % most;
  };
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const hosts = ['v.wlaq.cn'];
  const begin = text.slice(0, text.lastIndexOf('/') + 1);
  const token = text.slice(begin.length);
  // Heads that are right, so that the payload is reached.
  const random = length => Array.from({ length }, () => signs[next(32)]).join('');
  const makers = [
    () => random(next(300)),
    () => String.fromCharCode(...Array.from({ length: next(40) }, () => next(65_536))),
    () => `${begin}${random(next(260))}`,
    () => { const at = next(token.length); return begin + token.slice(0, at) + signs[next(32)] + token.slice(at + 1); },
    () => { const at = 17 + next(60); return begin + token.slice(0, at) + random(1 + next(12)) + token.slice(at + 1 + next(12)); },
    () => { const at = 17 + next(60); const more = random(4); return `${begin}${token.slice(0, at)}${more}${token.slice(at + more.length)}`; },
    () => begin.replace('/C/', '/L/') + token.slice(0, 17) + random(token.length - 17),
    () => text.slice(0, next(text.length)),
  ];
  const known = { now: Date.now(), host: hosts[0], trust: { keys: [] }, lists: new Map() };
  let parsed = 0;
  for (let i = 0; i < count; i++) {
    const made = makers[next(makers.length)]();
    const code = split(made, hosts);
    const found = code && parse(code.token, code.live);
    if (found) parsed++;
    // The rest of the way once in a while: it waits for promises, and has no key to go on with.
    if (i % 100 === 0) {
      const { result } = await verify(made, known);
      const expected = !code ? 'NOT_OURS' : !found ? 'MALFORMED' : 'KEY_UNKNOWN';
      if (result !== expected) throw new Error(`${result} instead of ${expected} for ${made}`);
    }
  }

  return parsed;
}
