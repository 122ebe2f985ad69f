/** Line icons on a grid of 24. */
const paths = {
  home: 'M4 11.5 12 4l8 7.5M6 10v10h12V10M10 20v-6h4v6',
  alerts: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21.5h4',
  supplies: 'M12 3.5c3.5 4.2 5.5 7 5.5 10a5.5 5.5 0 0 1-11 0c0-3 2-5.8 5.5-10z',
  scans: 'M4 6h16v12H4zM4.5 6.5 12 13l7.5-6.5',
  webhooks: 'M8 16a4 4 0 1 1-4-4M8 16h8M20 16a4 4 0 1 1-6.5-3L10.5 7M14 8a4 4 0 1 0-5.5 2.5L6.5 14',
  catalogue: 'M5 5.5A2.5 2.5 0 0 1 7.5 3H19v15H7.5A2.5 2.5 0 0 0 5 20.5zM5 20.5A2.5 2.5 0 0 0 7.5 23H19v-5',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20',
  cards: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9',
  chevron: 'M9 5.5 15.5 12 9 18.5',
  back: 'M15 5.5 8.5 12l6.5 6.5',
  auto: 'M12 4a8 8 0 1 1 0 16zM12 4a8 8 0 1 0 0 16',
  light:
    'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  dark: 'M10 4a8 8 0 1 0 10 10 7 7 0 0 1-10-10z',
  hand: 'M5 12.5 10 17.5 19.5 7',
  undo: 'M9 6 4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3',
  out: 'M13 4H5v16h8M10 12h10M16.5 8 20.5 12l-4 4',
  link: 'M13 5h6v6M19 5l-9 9M10 6H5v13h13v-5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
