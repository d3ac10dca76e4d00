import { init } from "/redoc/redoc.standalone.js";

// ReDoc draws its maker's logo from the internet, which the page's policy forbids and the browser's console would complain of.
// A picture without an address fails at once, and ReDoc leaves it out.
const image = HTMLImageElement.prototype;
image.setAttribute = function (name, value) {
  Element.prototype.setAttribute.call(this, name, name === "src" && value.startsWith("https:") ? "" : value);
};
Object.defineProperty(image, "src", {
  get() { return this.getAttribute("src") ?? ""; },
  set(value) { this.setAttribute("src", value); },
});

// The credit beside it ends with its maker's name, then.
const credit = new CSSStyleSheet();
credit.replaceSync('a[href^="https://redocly.com/"] p::after { content: " Redocly"; }');
document.adoptedStyleSheets.push(credit);

// ReDoc would report how it is used to its maker.
init("/openapi.json", { disableTelemetry: true }, document.getElementById("redoc"));
