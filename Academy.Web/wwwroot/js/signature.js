// A finger's signature on a canvas, kept as path data. Without script the name that was typed stands for it.
const pad = document.querySelector(".sign-pad");
const field = document.querySelector("#sign-path");
const pen = pad.getContext("2d");
const longest = 20000;
let last = null;
const full = document.createElement("p");
full.className = "field__error";
full.setAttribute("role", "alert");

document.querySelector("#sign-pad").hidden = false;
pad.after(full);
pen.lineWidth = 4;
pen.lineCap = pen.lineJoin = "round";
pen.strokeStyle = "#000";

function place(event) {
  const box = pad.getBoundingClientRect();
  const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  return [within((event.clientX - box.left) * pad.width / box.width, pad.width), within((event.clientY - box.top) * pad.height / box.height, pad.height)];
}

function draw(to) {
  pen.beginPath();
  pen.moveTo(...last);
  pen.lineTo(...to);
  pen.stroke();
  last = to;
}

function keep(letter, [x, y]) {
  const added = `${letter}${x} ${y}`;
  if (field.value.length + added.length > longest) {
    // What would not be kept is not shown either.
    last = null;
    full.textContent = "签名太长，后面的没有记下。请点“重写”，写简单一点。";
    return false;
  }

  field.value += added;
  return true;
}

pad.addEventListener("pointerdown", event => {
  pad.setPointerCapture(event.pointerId);
  last = place(event);
  // A dot is a line to itself.
  if (keep("M", last) && keep("L", last)) draw(last);
});

pad.addEventListener("pointermove", event => {
  if (last === null) return;
  const to = place(event);
  // Thinned out: what is nearer than three units shows no difference.
  if (Math.hypot(to[0] - last[0], to[1] - last[1]) < 3) return;
  if (keep("L", to)) draw(to);
});

for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { last = null; });

document.querySelector("#sign-again").addEventListener("click", () => {
  pen.clearRect(0, 0, pad.width, pad.height);
  field.value = "";
  full.textContent = "";
});

// What came back with a form that had mistakes is drawn again.
if (field.value) pen.stroke(new Path2D(field.value));
