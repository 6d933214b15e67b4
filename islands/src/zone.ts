/** `<travaux-zone>`: adds the reader's own clock to a choice of zones, first. Without it any zone of the list can be chosen. */
class Zone extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!select || !own || [...select.options].some((it) => it.value === own)) return;
    select.prepend(new Option(own.split("/").at(-1)!.replaceAll("_", " "), own));
  }
}
customElements.define("travaux-zone", Zone);
