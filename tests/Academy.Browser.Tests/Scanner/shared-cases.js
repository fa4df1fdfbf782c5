// Holds the browser's verification against the file of cases that C# is held against too. A function of the file and of
// where the modules are; it gives back what came out otherwise, and how long one verification took.
async ({ json, root }) => {
  const file = JSON.parse(json);
  const { verify } = await import(`${root}verify.js`);
  const { openTrust, openList, rootOf, fingerprint } = await import(`${root}trust.js`);
  const bytesOf = base64 => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const host = new URL(file.publicUrl).host;
  const wrong = [];
  const pinned = rootOf(bytesOf(file.trust));
  if (await fingerprint(pinned) !== file.rootFingerprint) wrong.push('the fingerprint of the root');
  const trust = await openTrust(bytesOf(file.trust), pinned, host);

  /** The list's name stands in its subject; here every name that a case may mean is tried. */
  async function take(bytes, lists) {
    for (const name of ['26Q4', '27Q2', '27Q3']) {
      try {
        const list = await openList(bytes, name, { trust, publicUrl: file.publicUrl });
        if (!(lists.get(name)?.iat >= list.iat)) lists.set(name, list);
        return true;
      } catch {
        // Of another name, or refused.
      }
    }

    return false;
  }

  for (const { name, bytes, accepted } of file.trustFiles) {
    const taken = await openTrust(bytesOf(bytes), pinned, host).then(() => true, () => false);
    if (taken !== accepted) wrong.push(`trust ${name}: ${taken}`);
  }

  for (const { name, bytes, accepted } of file.listFiles) {
    const taken = await take(bytesOf(bytes), new Map());
    if (taken !== accepted) wrong.push(`list ${name}: ${taken}`);
  }

  const times = [];
  for (const one of file.cases) {
    const lists = new Map();
    for (const list of one.lists) await take(bytesOf(file.lists[list]), lists);
    const lastSigned = 1000 * Math.max(trust.iat, ...[...lists.values()].map(list => list.iat));
    const began = performance.now();
    const verdict = await verify(one.text, { now: Date.parse(one.now), host, formerHosts: file.formerHosts, trust, lists, lastSigned, position: one.position });
    times.push(performance.now() - began);
    const said = { result: verdict.result, unconfirmed: verdict.unconfirmed ?? false, listAge: typeof verdict.listAge === 'number' ? Math.trunc(verdict.listAge / 1000) : null };
    if (said.result !== one.result || said.unconfirmed !== one.unconfirmed || said.listAge !== one.listAge) wrong.push(`${one.name}: ${JSON.stringify(said)} instead of ${one.result}, ${one.unconfirmed}, ${one.listAge}`);
    const isGreen = verdict.tone === 'valid';
    if (isGreen) wrong.push(`${one.name}: green without a photo`);
  }

  // Every single changed, inserted and deleted character of a genuine token is refused.
  const genuine = file.cases.find(one => one.name === 'genuine');
  const lists = new Map();
  await take(bytesOf(file.lists.fresh), lists);
  const known = { now: Date.parse(genuine.now), host, formerHosts: file.formerHosts, trust, lists };
  const at = genuine.text.lastIndexOf('/') + 1;
  const refused = ['MALFORMED', 'FORGED', 'KEY_UNKNOWN', 'KEY_REVOKED'];
  let tried = 0;
  for (let i = at; i <= genuine.text.length; i++) {
    const begin = genuine.text.slice(0, i);
    const changed = [begin + genuine.text.slice(i + 1), ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'].flatMap(sign => [begin + sign + genuine.text.slice(i + 1), begin + sign + genuine.text.slice(i)])];
    for (const text of changed) {
      if (text === genuine.text) continue;
      tried++;
      const { result } = await verify(text, known);
      if (!refused.includes(result)) wrong.push(`${result} for ${text}`);
    }
  }

  times.sort((one, other) => one - other);
  return { wrong, cases: file.cases.length, tried, median: times[times.length >> 1], most: times.at(-1) };
}
