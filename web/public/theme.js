// Runs before the first paint, so that a chosen theme never flashes. Kept outside the bundle on purpose.
try {
  const theme = localStorage.getItem('recado.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is off: the system's theme stands.
}
