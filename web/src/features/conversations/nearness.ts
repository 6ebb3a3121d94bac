/** Elements within this distance of the screen are drawn. Far enough that fast scrolling meets nothing empty. */
const NEAR = '2200px 0px';

const watchers = new WeakMap<Element, (isNear: boolean) => void>();
let observer: IntersectionObserver | null = null;

const observe = (): IntersectionObserver => {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) watchers.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: NEAR },
  );
  return observer;
};

/** Says whenever an element comes near the screen or leaves. One observer serves them all. */
export const watchNearness = (element: Element, onChange: (isNear: boolean) => void): (() => void) => {
  watchers.set(element, onChange);
  observe().observe(element);
  return () => {
    watchers.delete(element);
    observer?.unobserve(element);
  };
};
