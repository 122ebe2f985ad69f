// Runs before the first paint, so that a chosen theme never flashes in the other one. Kept apart: no inline script.
try {
  const theme = localStorage.getItem('platen.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the theme of the system holds.
}
