/*
 * The frame around a page, in place of Material's own script, of which the site would use a twentieth: the switch of the
 * colour scheme, the way back to the top, and where in the page the reader is. The markup and its classes are Material's.
 */

const THRESHOLD = 1.5; // windows that a reader is down the page before a way back is offered
const READ = .25; // of the window's height: what stands above is read, or being read

const header = document.querySelector(".md-header");
const title = document.querySelector("[data-md-component='header-title']");
const heading = document.querySelector("article h1");
const up = document.querySelector("[data-md-component='top']");
const drawer = document.getElementById("__drawer");
const schemes = [...document.querySelectorAll(".md-option")];
const places = [...document.querySelectorAll(".md-nav--secondary a[href^='#']")].map((link) => ({
  link,
  target: document.getElementById(decodeURIComponent(link.hash.slice(1))),
}));

/** Shows the switch that leads on from the scheme that the page wears. */
function mark() {
  for (const option of schemes) {
    option.checked = option.dataset.mdColorScheme === document.body.dataset.mdColorScheme;
    option.nextElementSibling.hidden = !option.checked;
  }
}

/** Puts a scheme on, as Material's own inline script does on the next page, and keeps it. */
function wear(option, index) {
  const color = {
    media: option.dataset.mdColorMedia,
    scheme: option.dataset.mdColorScheme,
    primary: option.dataset.mdColorPrimary,
    accent: option.dataset.mdColorAccent,
  };
  document.body.dataset.mdColorScheme = color.scheme;
  __md_set("__palette", { index, color });
  mark();
}

schemes.forEach((option, index) => {
  const next = schemes[(index + 1) % schemes.length];
  option.addEventListener("change", () => wear(option, index));
  option.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      next.click();
      next.focus();
    }
  });
});
mark();

let height = scrollY;

/** Marks the section that is being read, names the page in the header, and offers the way back to those who turn round. */
function follow() {
  const above = ({ target }) => target?.getBoundingClientRect().top <= innerHeight * READ;
  const here = places.findLast(above)?.link;
  for (const { link } of places) {
    link.classList.toggle("md-nav__link--active", link === here);
    if (link === here) {
      link.setAttribute("aria-current", "location");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  header.classList.toggle("md-header--shadow", scrollY > 0);
  title.classList.toggle("md-header__title--active", heading?.getBoundingClientRect().bottom < header.offsetHeight);
  if (up) {
    up.hidden = scrollY < THRESHOLD * innerHeight || scrollY >= height;
  }
  height = scrollY;
}

let asked = 0;
addEventListener("scroll", () => {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(follow);
}, { passive: true });
follow();

up?.addEventListener("click", () => scrollTo({ top: 0 }));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    drawer.checked = false;
  }
});
