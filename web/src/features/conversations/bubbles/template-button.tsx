import { Reply } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import styles from './interactive.module.css';

/** A tap on a template's button: its title is the message's text. */
export const TemplateButtonContent = () => (
  <p class={styles.small}>
    <Icon icon={Reply} size={13} /> Tapped a button
  </p>
);
