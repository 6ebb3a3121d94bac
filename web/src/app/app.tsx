import { useEffect, useMemo } from 'preact/hooks';
import { LocationProvider } from 'preact-iso';
import { CloudOff } from 'lucide';
import type { Me } from '../../../workers/contracts/api/access.ts';
import { SignInPage } from '../features/access/sign-in-page.tsx';
import { BrandMark } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ToastsContext } from '../ui/toast-store.ts';
import { Toasts } from '../ui/toasts.tsx';
import { createServices, ServicesContext, useServices } from './services.ts';
import { Shell } from './shell.tsx';
import { createWorkspace, WorkspaceContext } from './workspace.ts';
import styles from './app.module.css';

export const App = () => {
  const services = useMemo(createServices, []);
  useEffect(() => void services.session.restore(), []);
  return (
    <ServicesContext.Provider value={services}>
      <ToastsContext.Provider value={services.toasts}>
        <LocationProvider>
          <Gate />
        </LocationProvider>
        <Toasts />
      </ToastsContext.Provider>
    </ServicesContext.Provider>
  );
};

const Gate = () => {
  const { session } = useServices();
  const state = session.state.value;
  switch (state.kind) {
    case 'restoring':
      return (
        <output class={styles.splash} aria-label="Loading Recado">
          <BrandMark size={48} />
        </output>
      );
    case 'unreachable':
      return (
        <main class={styles.splash}>
          <h1 class="visually-hidden">Recado</h1>
          <EmptyState
            icon={CloudOff}
            title="Recado cannot be reached"
            action={
              <Button variant="primary" onClick={() => void session.restore()}>
                Try again
              </Button>
            }
          >
            {state.problem.message}
          </EmptyState>
        </main>
      );
    case 'signed_out':
      return <SignInPage wasLost={state.wasLost} />;
    default:
      return <SignedIn key={`${state.me.company.id} ${state.me.user.id}`} me={state.me} />;
  }
};

const SignedIn = ({ me }: { me: Me }) => {
  const services = useServices();
  const workspace = useMemo(() => createWorkspace(services, me), []);
  useEffect(() => {
    workspace.start();
    return workspace.stop;
  }, []);
  return (
    <WorkspaceContext.Provider value={workspace}>
      <Shell />
    </WorkspaceContext.Provider>
  );
};
