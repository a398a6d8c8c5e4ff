// Runs before the first paint, on every page. The choice of light or dark is no secret and may be stored.
(() => {
  const root = document.documentElement;
  const read = () => {
    try {
      return localStorage.getItem('pixy-theme');
    } catch {
      return null;
    }
  };
  const apply = (choice) => {
    if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;
    else delete root.dataset.theme;
  };
  const show = () => {
    const current = root.dataset.theme ?? 'system';
    for (const input of document.querySelectorAll('input[name="theme"]'))
      input.checked = input.value === current;
  };

  root.dataset.scripts = 'on';
  apply(read());
  document.addEventListener('DOMContentLoaded', show);
  document.addEventListener('change', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.name !== 'theme') return;
    apply(input.value);
    try {
      localStorage.setItem('pixy-theme', input.value);
    } catch {
      // Without storage the choice lasts for this page.
    }
  });
  addEventListener('storage', (event) => {
    if (event.key !== 'pixy-theme') return;
    apply(event.newValue);
    show();
  });
})();
