// A result left on the screen is read by whoever comes by: after two minutes it goes. A phone that slept counts by the clock.
const shownFor = 120_000;
const result = document.querySelector('.verdict')?.closest('main');

if (result) {
  const since = Date.now();

  const hide = () => {
    if (Date.now() - since < shownFor || result.hidden) return;
    result.hidden = true;
    for (const bar of document.querySelectorAll('.action-bar')) bar.hidden = true;
    const said = document.createElement('main');
    said.className = 'page page--narrow';
    said.innerHTML = '<div class="empty" role="status"><p class="empty__title">结果已隐藏</p><p>超过两分钟了。要再看，请重新扫码。</p></div>';
    result.after(said);
  };

  setTimeout(hide, shownFor);
  document.addEventListener('visibilitychange', hide);
  window.addEventListener('pageshow', hide);
}
