/*
 * What is seen of the picture: its viewBox. Signs and names keep their size on the screen, and so stay legible, while
 * the distances between them grow. At a zoom of one the picture is as it was built; on a small screen the frame shows
 * a part of it, and the whole is a zoom of less.
 */

const MOST = 8;

function within(value, least, most) {
  return Math.max(least, Math.min(value, most));
}

/** Where a side starts: no further out than the picture, which stands in the middle where there is room around it. */
function held(start, seen, all) {
  return seen >= all ? (all - seen) / 2 : within(start, 0, all - seen);
}

export class View {
  constructor(svg, nodes, zoomed) {
    Object.assign(this, { svg, nodes, zoomed, frame: svg.parentElement, x: 0, y: 0, zoom: 1, size: 1, paper: false });
    this.built = svg.getAttribute("viewBox");
    [, , this.broad, this.high] = this.built.split(" ").map(Number);
    this.measure();
    new ResizeObserver(() => {
      this.measure();
      this.zoomTo(this.zoom);
    }).observe(this.frame);
  }

  /** The size of the image in pixels, and how much of it the frame shows: asked for once, as asking costs a layout. */
  measure() {
    ({ width: this.width, height: this.height } = this.svg.getBoundingClientRect());
    this.share = Math.min(1, this.frame.getBoundingClientRect().width / this.width);
  }

  /** What is seen, in units of the picture. */
  get seen() {
    return { broad: (this.broad / this.zoom) * this.share, high: this.high / this.zoom };
  }

  /** Pixels to a unit. */
  get scale() {
    return (this.width / this.broad) * this.zoom;
  }

  /** Shows the part that starts at a point. */
  show(x, y) {
    const seen = this.seen;
    this.x = held(x, seen.broad, this.broad);
    this.y = held(y, seen.high, this.high);
    const deep = seen.high < this.high;
    this.frame.classList.toggle("network-deep", deep);
    this.frame.classList.toggle("network-movable", deep || seen.broad < this.broad);
    this.write();
  }

  /** Zooms to a factor; the place at these pixels of the frame, or its middle, stays where it is. */
  zoomTo(zoom, across = (this.width * this.share) / 2, down = this.height / 2) {
    const before = this.scale;
    const [x, y] = [this.x + across / before, this.y + down / before];
    const target = within(zoom, this.share, MOST);
    const changed = target !== this.zoom;
    this.zoom = target;
    this.show(x - across / this.scale, y - down / this.scale);
    if (changed) {
      this.zoomed();
    }
    return changed;
  }

  /** Moves the picture by pixels; whether there was anywhere to move to. */
  moveBy(across, down) {
    const before = [this.x, this.y];
    this.show(this.x - across / this.scale, this.y - down / this.scale);
    return this.x !== before[0] || this.y !== before[1];
  }

  whole() {
    this.zoomTo(this.share);
  }

  /** Whether an actor is in sight. */
  holds({ x, y }) {
    const { broad, high } = this.seen;
    return x >= this.x && x <= this.x + broad && y >= this.y && y <= this.y + high;
  }

  /** Brings an actor into sight. */
  reveal(node) {
    if (!this.holds(node)) {
      const { broad, high } = this.seen;
      this.show(node.x - broad / 2, node.y - high / 2);
    }
  }

  /** For paper it is as it was built. */
  print(paper) {
    this.paper = paper;
    this.write();
  }

  /** Puts it into the image. */
  write() {
    const rests = this.paper || (this.zoom === 1 && !this.x && !this.y);
    const part = [this.x, this.y, this.broad / this.zoom, this.high / this.zoom].map((value) => value.toFixed(2));
    this.svg.setAttribute("viewBox", rests ? this.built : part.join(" "));
    const size = this.paper ? 1 : 1 / this.zoom;
    if (size !== this.size) {
      this.size = size;
      for (const { group, x, y } of this.nodes) {
        group.setAttribute("transform", `translate(${x} ${y}) scale(${size}) translate(${-x} ${-y})`);
      }
    }
  }
}
