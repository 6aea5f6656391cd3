// The page's words in the language of who looks.

export function word(key, slots = {}) {
  const words = JSON.parse(document.getElementById("spoken").textContent);
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => slots[name] ?? whole);
}
