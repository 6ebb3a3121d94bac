export { mask } from './mask-text.ts';
export { maskValue } from './mask-value.ts';
