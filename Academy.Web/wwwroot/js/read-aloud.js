// 朗读 by the browser's own speech: one question at a time, story, stem and options.
if ('speechSynthesis' in window) {
  const template = document.getElementById('read-aloud');
  if (template) for (const head of document.querySelectorAll('.question__head')) head.append(template.content.cloneNode(true));
  for (const button of document.querySelectorAll('[data-read-aloud]')) {
    const label = button.querySelector('span');
    button.hidden = false;
    button.addEventListener('click', () => {
      const wasSpeaking = speechSynthesis.speaking;
      speechSynthesis.cancel();
      if (wasSpeaking) return;
      const question = button.closest('.question');
      // The legend says the stem with its blanks. What rows are matched with is the same in each: said once.
      const said = [...question.querySelectorAll('.question__story, legend, .step__text, .pair label, .choice')].map(part => part.innerText);
      const counterparts = [...question.querySelector('.pair select')?.options ?? []].filter(option => option.value).map(option => option.text);
      const parts = [...said, ...counterparts];
      const words = new SpeechSynthesisUtterance(parts.join('。'));
      words.lang = 'zh-CN';
      words.rate = 0.9;
      words.addEventListener('end', () => { label.textContent = '朗读'; });
      words.addEventListener('error', () => { label.textContent = '朗读'; });
      label.textContent = '停止';
      speechSynthesis.speak(words);
    });
  }

  for (const turn of document.querySelectorAll('#previous, #next, [data-cell]')) turn.addEventListener('click', () => speechSynthesis.cancel());
  addEventListener('pagehide', () => speechSynthesis.cancel());
}
