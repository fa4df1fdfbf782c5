// An inspection that goes on without a signal: what the server packed for it, and what is found, with photos.
const longestSide = 1600;
const day = 86_400_000;

/**
 * The inspection that scans and findings belong to: the one the address names, else the one that was open here last.
 * @param {string|null} wanted id of an inspection
 * @returns {Promise<object|null>} its pack; only its id where it could not be fetched yet
 */
export async function openVisit(store, wanted) {
  const kept = await store.get('kept', 'visit') ?? null;
  const id = wanted ?? kept?.visit.id;
  if (!id) return null;
  const pack = await fetchPack(id) ?? (kept?.visit.id === id ? kept : { visit: { id }, organization: { name: '' }, venue: { name: '' }, roll: [] });
  await store.put('kept', 'visit', pack);
  return pack;
}

export const closeVisit = store => store.delete('kept', 'visit');

async function fetchPack(id) {
  try {
    const answer = await fetch(`/inspect/visits/${encodeURIComponent(id)}/pack`, { redirect: 'manual', headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(20_000) });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** A fortnight from now, in Beijing: what the form offers. */
export const usualDueOn = now => new Date(now + 8 * 3_600_000 + 14 * day).toISOString().slice(0, 10);

/**
 * A finding as it is kept and sent, and its photos.
 * @returns {Promise<{ item: object, photos: { id: string, blob: Blob }[] } | { problem: string }>}
 */
export async function findingOf(form, visit, now) {
  const { findingKind, severity, text, place, dueOn, photos: files } = form.elements;
  if (!text.value.trim()) return { problem: '请写清楚发现了什么。' };
  if (!place.value.trim()) return { problem: '请写清楚在哪里发现的。' };
  if (dueOn.value < new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)) return { problem: '整改期限不能早于今天。' };
  if (files.files.length > 6) return { problem: '照片最多 6 张。' };
  const photos = [];
  for (const file of files.files) {
    const blob = await shrink(file);
    if (!blob) return { problem: `${file.name} 不是能打开的照片，请换一张。` };
    photos.push({ id: crypto.randomUUID(), blob });
  }

  return {
    photos,
    item: {
      id: crypto.randomUUID(), kind: 'finding', at: new Date(now).toISOString(), visit: visit.visit.id, findingKind: findingKind.value, severity: severity.value,
      text: text.value.trim(), place: place.value.trim(), dueOn: dueOn.value, photos: photos.map(photo => photo.id),
    },
  };
}

/** As small as a photo of a finding needs to be, and without what a camera writes into it; null for what is no picture. */
async function shrink(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  } catch {
    return null;
  }
}
