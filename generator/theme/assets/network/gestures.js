/*
 * How a reader moves the picture: buttons, keys, wheel, mouse and fingers. The page comes first: the wheel scrolls it
 * unless a key is held or the picture has the focus, and one finger scrolls it up and down until the picture is zoomed.
 */

const STEP = 1.5;
const SLACK = 5; // pixels that a pointer may move and still click
const LINE = 16; // pixels to a line, where a wheel counts lines
const KEYS = {
  "+": (view) => view.zoomTo(view.zoom * STEP),
  "=": (view) => view.zoomTo(view.zoom * STEP),
  "-": (view) => view.zoomTo(view.zoom / STEP),
  0: (view) => view.whole() ?? true,
  ArrowLeft: (view) => view.moveBy(view.width / 8, 0),
  ArrowRight: (view) => view.moveBy(-view.width / 8, 0),
  ArrowUp: (view) => view.moveBy(0, view.height / 8),
  ArrowDown: (view) => view.moveBy(0, -view.height / 8),
};
const BUTTONS = [
  ["+", "+", "Zoom in"],
  ["−", "-", "Zoom out"],
  ["Whole", "0", "Whole picture"],
];

function addButtons(view, form) {
  const group = document.createElement("div");
  group.className = "network-zoom";
  for (const [text, key, title] of BUTTONS) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text, title });
    button.setAttribute("aria-label", title);
    button.addEventListener("click", () => KEYS[key](view));
    group.append(button);
  }
  form.append(group);
}

/** Pixels from the corner of the frame. */
function at(view, event) {
  const { left, top } = view.frame.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

function turnWheel(view, event) {
  const meant = event.ctrlKey || event.metaKey;
  if (!meant && !view.frame.contains(document.activeElement)) {
    return;
  }
  const pixels = event.deltaY * (event.deltaMode ? LINE : 1);
  const changed = view.zoomTo(view.zoom * Math.exp(-pixels / 400), ...at(view, event));
  // At either end the wheel is the page's again.
  if (changed || meant) {
    event.preventDefault();
  }
}

function pressKey(view, event) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && Object.hasOwn(KEYS, event.key) && KEYS[event.key](view)) {
    event.preventDefault();
  }
}

/** One pointer drags, two pinch. */
class Pointers {
  constructor(view) {
    this.view = view;
    this.down = new Map();
    this.dragged = false;
    const on = (type, act) => view.frame.addEventListener(type, act);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.lift(event));
    on("pointercancel", (event) => this.lift(event));
    // A link would be dragged out of the page, and a drag that ends on one is no click; one by keyboard (0) always is.
    on("dragstart", (event) => event.preventDefault());
    view.frame.addEventListener("click", (event) => this.dragged && event.detail && event.preventDefault(), true);
  }

  press(event) {
    if (event.button === 0) {
      this.dragged = this.down.size > 0;
      this.down.set(event.pointerId, at(this.view, event));
    }
  }

  move(event) {
    if (!event.buttons) {
      this.lift(event); // let go outside the frame
    }
    const before = this.down.get(event.pointerId);
    const now = at(this.view, event);
    if (!before || (!this.dragged && Math.hypot(now[0] - before[0], now[1] - before[1]) < SLACK)) {
      return;
    }
    this.dragged = true;
    this.view.frame.setPointerCapture(event.pointerId);
    const others = [...this.down].filter(([id]) => id !== event.pointerId);
    this.down.set(event.pointerId, now);
    if (others.length) {
      this.pinch(others[0][1], before, now);
    } else {
      this.view.moveBy(now[0] - before[0], now[1] - before[1]);
    }
  }

  /** One finger moves, the other rests: the picture follows their middle, and the distance between them. */
  pinch(rests, before, now) {
    const apart = (point) => Math.hypot(point[0] - rests[0], point[1] - rests[1]) || 1;
    this.view.moveBy((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    const middle = [(now[0] + rests[0]) / 2, (now[1] + rests[1]) / 2];
    this.view.zoomTo((this.view.zoom * apart(now)) / apart(before), ...middle);
  }

  /** The click that follows is still part of the drag; a later one is not. */
  lift(event) {
    this.down.delete(event.pointerId);
    if (!this.down.size) {
      setTimeout(() => { this.dragged = false; });
    }
  }
}

export function follow(view, form) {
  addButtons(view, form);
  new Pointers(view);
  const { frame } = view;
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Picture of the network: plus and minus zoom, arrows move, zero shows all of it");
  frame.addEventListener("keydown", (event) => pressKey(view, event));
  frame.addEventListener("wheel", (event) => turnWheel(view, event), { passive: false });
  frame.addEventListener("dblclick", (event) => view.zoomTo(view.zoom * STEP, ...at(view, event)));
  frame.addEventListener("focusin", (event) => {
    const node = view.nodes.find(({ link }) => link === event.target);
    if (node?.link.matches(":focus-visible")) {
      view.reveal(node);
    }
  });
}
