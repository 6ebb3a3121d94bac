/** As large as Meta's own window, which lies over it. */
const FEATURES = 'popup,width=560,height=720';

/** Opens the window of the signup; gives whether the browser did. Its handle is worth nothing: the opener policies differ. */
export const openSignupWindow = (path: string): boolean => window.open(path, '_blank', FEATURES) !== null;
