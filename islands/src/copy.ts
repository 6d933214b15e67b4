/** `<travaux-copy>`: adds a button that copies the words inside. Without it they can be selected as any others. */
class Copy extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "little";
    button.textContent = this.dataset.name ?? "";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    said.className = "small";
    button.addEventListener("click", () => void this.copy(said));
    this.append(button, " ", said);
  }

  private async copy(said: HTMLElement) {
    await navigator.clipboard.writeText(this.querySelector(".copy")?.textContent ?? "");
    said.textContent = this.dataset.done ?? "";
  }
}
customElements.define("travaux-copy", Copy);
