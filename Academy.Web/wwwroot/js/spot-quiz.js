// Counts the seconds of a spot quiz down by the server's time, and sends what is chosen when they are over.
const shown = document.querySelector("#spot-time");

if (shown) {
  const form = document.querySelector("#spot-form");
  const left = Date.parse(shown.dataset.until) - Date.parse(shown.dataset.now);
  const end = performance.now() + left;
  const tick = () => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds <= 0) {
      clearInterval(timer);
      form.requestSubmit();
      return;
    }

    shown.textContent = `还剩 ${seconds} 秒`;
  };
  const timer = setInterval(tick, 500);
  tick();
}
