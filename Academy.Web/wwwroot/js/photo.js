// Helps to cut a photo to 3:4 before it is sent. The server cuts, scales and cleans whatever arrives; this only chooses the part and saves data.
const form = document.querySelector('[data-photo-form]');
const input = form.querySelector('input[type=file]');
const crop = form.querySelector('[data-photo-crop]');
const frame = crop.querySelector('canvas');
const zoom = crop.querySelector('input[type=range]');
const pen = frame.getContext('2d');
const sent = { width: 720, height: 960 };

let picture = null;
let middle = { x: 0, y: 0 };

// The part of the picture that fills the frame.
const part = () => {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height) / Number(zoom.value);
  const [width, height] = [frame.width * scale, frame.height * scale];
  middle.x = Math.min(Math.max(middle.x, width / 2), picture.width - width / 2);
  middle.y = Math.min(Math.max(middle.y, height / 2), picture.height - height / 2);
  return { x: middle.x - width / 2, y: middle.y - height / 2, width, height, scale };
};

const draw = (context = pen, width = frame.width, height = frame.height) => {
  const from = part();
  context.drawImage(picture, from.x, from.y, from.width, from.height, 0, 0, width, height);
};

const move = (dx, dy) => {
  const { scale } = part();
  middle.x -= dx * scale;
  middle.y -= dy * scale;
  draw();
};

input.addEventListener('change', async () => {
  crop.hidden = true;
  picture = null;
  const [file] = input.files;
  if (!file) return;
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    // What the browser cannot show, the server is asked about.
    return;
  }

  zoom.value = '1';
  middle = { x: picture.width / 2, y: picture.height / 2 };
  crop.hidden = false;
  draw();
});

zoom.addEventListener('input', () => draw());
frame.addEventListener('pointerdown', (down) => frame.setPointerCapture(down.pointerId));
frame.addEventListener('pointermove', (moved) => {
  if (!frame.hasPointerCapture(moved.pointerId)) return;
  const ratio = frame.width / frame.clientWidth;
  move(moved.movementX * ratio, moved.movementY * ratio);
});
frame.addEventListener('keydown', (key) => {
  const steps = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] }[key.key];
  if (!steps) return;
  key.preventDefault();
  move(...steps);
});

form.addEventListener('submit', async (submit) => {
  if (!picture) return;
  submit.preventDefault();
  const canvas = document.createElement('canvas');
  const { scale } = part();
  canvas.width = Math.min(sent.width, Math.round(frame.width * scale));
  canvas.height = Math.round(canvas.width * 4 / 3);
  draw(canvas.getContext('2d'), canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  const files = new DataTransfer();
  if (blob) files.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
  if (blob) input.files = files.files;
  picture = null;
  form.submit();
});
document.documentElement.classList.remove('no-script');
