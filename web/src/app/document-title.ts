import { useEffect } from 'preact/hooks';

const icon = (badge: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#4338b8"/>` +
  `<path d="M9 10.500A2.500 2.500 0 0 1 11.500 8h9a2.500 2.500 0 0 1 2.500 2.500v6a2.500 2.500 0 0 1-2.500 2.500H15l-4.200 4.100c-.650.630-1.800.170-1.800-.730z" fill="#fff"/>${badge}</svg>`;
const TICK =
  '<path d="m12.900 13.600 2.200 2.200 4.100-4.300" fill="none" stroke="#4338b8" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>';
const DOT = '<circle cx="24" cy="8" r="8" fill="#f2724f" stroke="#fff" stroke-width="1.500"/>';

/** The number of unread conversations in the tab's title, and a dot on its icon. */
export const useDocumentTitle = (unread: number, mayBeMore: boolean) => {
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}${mayBeMore ? '+' : ''}) Recado` : 'Recado';
    const link = document.querySelector<HTMLLinkElement>('#favicon');
    if (link !== null) link.href = `data:image/svg+xml,${encodeURIComponent(icon(unread > 0 ? DOT : TICK))}`;
  }, [unread, mayBeMore]);
  useEffect(
    () => () => {
      document.title = 'Recado';
    },
    [],
  );
};
