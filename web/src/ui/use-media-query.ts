import { useEffect, useState } from 'preact/hooks';

/** Where one thing at a time is on the screen. */
const PHONE = '(max-width: 767px)';

export const useMediaQuery = (query: string): boolean => {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const onChange = () => setMatches(list.matches);
    onChange();
    list.addEventListener('change', onChange);
    return () => list.removeEventListener('change', onChange);
  }, [query]);
  return matches;
};

export const useIsPhone = (): boolean => useMediaQuery(PHONE);
