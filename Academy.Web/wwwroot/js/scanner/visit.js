// An inspection that goes on without a signal: where it is, and what is found, with photos.
import { newId, timeLimit } from './support.js';

const longestSide = 1600;
const day = 86_400_000;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The inspection that scans and findings belong to: the one the address names, else the one that was open here last. Needs no network.
 * @param {string|null} wanted what the address says; what is no id of an inspection is passed over
 * @returns {Promise<object|null>} what is known of it here, perhaps only its id
 */
export async function openVisit(store, wanted) {
  const kept = await store.get('kept', 'visit') ?? null;
  const id = wanted?.toLowerCase();
  if (!uuid.test(id ?? '') || kept?.visit.id === id) return kept;
  const visit = { visit: { id }, organization: { name: '' }, venue: { name: '' } };
  await store.put('kept', 'visit', visit);
  return visit;
}

export const closeVisit = store => store.delete('kept', 'visit');

/**
 * Asks the server about it.
 * @returns {Promise<{ visit: object|null, isGone: boolean }>} what is known of it now; gone where the server knows none, or none of this inspector's
 */
export async function refreshVisit(visit) {
  try {
    const answer = await fetch(`/inspect/visits/${visit.visit.id}/pack`, { redirect: 'manual', headers: { Accept: 'application/json' }, signal: timeLimit(20_000) });
    if (answer.status === 404 || answer.status === 403) return { visit: null, isGone: true };
    if (!answer.ok) return { visit, isGone: false };
    const { organization, venue } = await answer.json();
    // Who works there is not needed here, and so not kept.
    return { visit: { visit: { id: visit.visit.id }, organization: { name: organization.name }, venue: { name: venue.name } }, isGone: false };
  } catch {
    return { visit, isGone: false };
  }
}

/** A fortnight from now, in Beijing: what the form offers. */
export const usualDueOn = now => new Date(now + 8 * 3_600_000 + 14 * day).toISOString().slice(0, 10);

/**
 * A finding as it is kept and sent, and its photos.
 * @returns {Promise<{ item: object, photos: { id: string, blob: Blob }[] } | { problem: string }>}
 */
export async function findingOf(form, visit, now) {
  if (!visit) return { problem: '这次检查已经关闭，不能再记问题。' };
  const { findingKind, severity, text, place, dueOn, photos: files } = form.elements;
  if (!text.value.trim()) return { problem: '请写清楚发现了什么。' };
  if (!place.value.trim()) return { problem: '请写清楚在哪里发现的。' };
  if (dueOn.value < new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)) return { problem: '整改期限不能早于今天。' };
  if (files.files.length > 6) return { problem: '照片最多 6 张。' };
  const photos = [];
  for (const file of files.files) {
    const blob = await shrink(file);
    if (!blob) return { problem: `${file.name} 不是能打开的照片，请换一张。` };
    photos.push({ id: newId(), blob });
  }

  return {
    photos,
    item: {
      id: newId(), kind: 'finding', at: new Date(now).toISOString(), visit: visit.visit.id, findingKind: findingKind.value, severity: severity.value,
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
