// Its service worker would reload the page at the first visit, and is not served. Asked for, it would be an error in the console.
Object.defineProperty(navigator, "serviceWorker", { value: undefined });

// Who comes for the first time finds the welcome document open, and not a page with a button for it.
const visited = "tasktracker-explorer-visited";
if (!localStorage.getItem(visited)) {
  const watch = new MutationObserver(() => {
    const create = [...document.querySelectorAll("button")].find((button) => button.textContent === "Create Document");
    if (create) {
      watch.disconnect();
      localStorage.setItem(visited, "yes");
      create.click();
    }
  });
  watch.observe(document, { childList: true, subtree: true });
}
