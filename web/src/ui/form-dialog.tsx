import type { ComponentChildren, RefObject } from 'preact';
import { useId } from 'preact/hooks';
import type { IconNode } from 'lucide';
import type { ApiProblem } from '../api/api-problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormProblem } from './form-problem.tsx';
import { useSubmission } from './use-submission.ts';
import styles from './form-dialog.module.css';

interface FormDialogProps {
  title: string;
  description?: string;
  wide?: boolean;
  /** What the button says that does it. */
  submit: string;
  icon?: IconNode;
  variant?: 'primary' | 'danger';
  isReady?: boolean;
  /** What the button says that leaves everything as it is. */
  cancel?: string;
  /** Throws when it did not work; the dialog then says why and stays. */
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  /** The fields that say beside themselves what is wrong with them. */
  fields?: readonly string[];
  form?: RefObject<HTMLFormElement | null>;
  children: ComponentChildren | ((problem: ApiProblem | null) => ComponentChildren);
}

/** A dialog that asks the server for one thing, and stays open with the reason when it refuses. */
export const FormDialog = ({
  title,
  description,
  wide = false,
  submit,
  icon,
  variant = 'primary',
  isReady = true,
  cancel = 'Cancel',
  onSubmit,
  onClose,
  fields = [],
  form,
  children,
}: FormDialogProps) => {
  const id = useId();
  const submission = useSubmission();
  const { problem, isBusy } = submission;
  return (
    <Dialog
      title={title}
      {...(description === undefined ? {} : { description })}
      wide={wide}
      onClose={onClose}
      footer={
        <>
          {/* What destroys is not one careless Enter away. */}
          <Button onClick={onClose} {...(variant === 'danger' ? { 'data-autofocus': '' } : {})}>
            {cancel}
          </Button>
          <Button
            variant={variant}
            type="submit"
            form={id}
            busy={isBusy}
            disabled={!isReady}
            {...(icon === undefined ? {} : { icon })}
          >
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        {...(form === undefined ? {} : { ref: form })}
        class={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void submission.submit(onSubmit);
        }}
      >
        {typeof children === 'function' ? children(problem) : children}
        <FormProblem problem={problem} saidBeside={fields} />
      </form>
    </Dialog>
  );
};
