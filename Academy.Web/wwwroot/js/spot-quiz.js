// Counts the seconds of a spot quiz down by the server's time, and sends what is chosen when they are over.
const shown = document.querySelector("#spot-time");

if (shown) {
  const form = document.querySelector("#spot-form");
  const left = Date.parse(shown.dataset.until) - Date.parse(shown.dataset.now);
  const end = Date.now() + left;
  const tick = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    if (seconds <= 0) {
      clearInterval(timer);
      if (form.requestSubmit) form.requestSubmit();
      else form.submit();
      return;
    }

    shown.textContent = `还剩 ${seconds} 秒`;
  };
  const timer = setInterval(tick, 500);
  tick();
}
