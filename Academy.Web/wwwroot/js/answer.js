// Steps and pairs in a form, on any page: with script a step moves by its arrows or by the place chosen for it and the others
// make room; an entry that is chosen again leaves the row it stood in. Without script the same fields are filled by hand.
const live = document.getElementById('announce') ?? document.body.appendChild(Object.assign(document.createElement('div'), { className: 'visually-hidden', ariaLive: 'polite' }));
const fieldOf = row => row.querySelector('select');
const rowsOf = list => [...list.querySelectorAll('[data-step]')];
const textOf = row => row.querySelector('.step__text, label').innerText.replace(/\s+/g, ' ').trim();

/** Puts rows where their fields say, or as the page was made where nothing is chosen. */
export function arrange(list) {
  const rows = rowsOf(list);
  const isComplete = rows.every(row => fieldOf(row).value);
  const place = row => Number(isComplete ? fieldOf(row).value : row.dataset.step);
  list.append(...rows.sort((one, other) => place(one) - place(other)));
}

function move(list, row, to) {
  const rows = rowsOf(list).filter(other => other !== row);
  rows.splice(to, 0, row);
  rows.forEach((other, i) => { fieldOf(other).value = String(i + 1); });
  const focused = document.activeElement;
  list.append(...rows);
  if (list.contains(focused)) focused.focus();
  live.textContent = `第 ${to + 1} 步：${textOf(row)}`;
}

function clear(list) {
  rowsOf(list).forEach(row => { fieldOf(row).value = ''; });
  const focused = document.activeElement;
  arrange(list);
  focused.focus();
  live.textContent = '已清空这一题的顺序';
}

function release(list, chosen) {
  for (const row of list.children) {
    const field = fieldOf(row);
    if (field === chosen || !chosen.value || field.value !== chosen.value) continue;
    field.value = '';
    live.textContent = `“${textOf(row)}”要重新选`;
  }
}

// Before anyone else hears of the change: who saves it is to read what it came to.
document.addEventListener('change', event => {
  const steps = event.target.closest('[data-order]');
  if (steps && event.target.value) move(steps, event.target.closest('[data-step]'), Number(event.target.value) - 1);
  else if (steps) clear(steps);
}, true);

// Only when the field is left: on the way to its entry a keyboard passes the others. A form about to be sent says it by itself.
document.addEventListener('focusout', event => {
  const pairs = event.target.closest('[data-match]');
  if (pairs && event.relatedTarget?.type !== 'submit') release(pairs, event.target);
});

document.addEventListener('click', event => {
  const button = event.target.closest('[data-move]');
  if (!button) return;
  const row = button.closest('[data-step]');
  const list = row.closest('[data-order]');
  const rows = rowsOf(list);
  const to = Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + Number(button.dataset.move)));
  fieldOf(row).value = String(to + 1);
  fieldOf(row).dispatchEvent(new Event('change', { bubbles: true }));
});

for (const list of document.querySelectorAll('[data-order]')) {
  list.dataset.ready = '';
  arrange(list);
}
document.querySelectorAll('[data-with-script]').forEach(words => { words.dataset.ready = ''; });
