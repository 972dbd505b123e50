import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { ActorScreen } from '@renderer/features/actor/ActorScreen.tsx';
import { actorSearch } from '@renderer/features/actor/search.ts';
import { ConnectionsView } from '@renderer/features/connections/ConnectionsView.tsx';
import { CorrelationScreen } from '@renderer/features/correlation/CorrelationScreen.tsx';
import { correlationSearch } from '@renderer/features/correlation/search.ts';
import { IntegrityScreen } from '@renderer/features/integrity/IntegrityScreen.tsx';
import { integritySearch } from '@renderer/features/integrity/search.ts';
import { LedgerScreen } from '@renderer/features/ledger/LedgerScreen.tsx';
import { ledgerSearch } from '@renderer/features/ledger/search.ts';
import { OverviewScreen } from '@renderer/features/overview/OverviewScreen.tsx';
import { overviewSearch } from '@renderer/features/overview/search.ts';
import { RowScreen } from '@renderer/features/row/RowScreen.tsx';
import { rowSearch } from '@renderer/features/row/search.ts';
import { TimelineScreen } from '@renderer/features/timeline/TimelineScreen.tsx';
import { transactionSearch } from '@renderer/features/transaction/search.ts';
import { TransactionScreen } from '@renderer/features/transaction/TransactionScreen.tsx';
import { timelineSearch } from '@renderer/lib/filterSearch.ts';
import { parseSearch, stringifySearch } from '@renderer/lib/search.ts';
import { CrashPanel } from './CrashPanel.tsx';
import { LostPage } from './LostPage.tsx';
import { Shell } from './Shell.tsx';

interface RootSearch {
  /** Which open connection the screen asks. */
  readonly connection?: string | undefined;
}

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: LostPage,
  errorComponent: CrashPanel,
  validateSearch: (raw: Record<string, unknown>): RootSearch =>
    typeof raw['connection'] === 'string' ? { connection: raw['connection'] } : {},
  search: { middlewares: [retainSearchParams<RootSearch>(['connection'])] },
});

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told
    throw redirect({ to: '/connections', replace: true });
  },
});

const connectionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connections',
  component: ConnectionsView,
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  component: OverviewScreen,
  validateSearch: overviewSearch,
});

const actorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/actor',
  component: ActorScreen,
  validateSearch: actorSearch,
});

const correlationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/correlation',
  component: CorrelationScreen,
  validateSearch: correlationSearch,
});

const integrityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integrity',
  component: IntegrityScreen,
  validateSearch: integritySearch,
});

const ledgerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ledger',
  component: LedgerScreen,
  validateSearch: ledgerSearch,
});

const timelineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/timeline',
  component: TimelineScreen,
  validateSearch: timelineSearch,
});

const rowRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/row',
  component: RowScreen,
  validateSearch: rowSearch,
});

const transactionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/transaction/$id',
  component: TransactionScreen,
  validateSearch: transactionSearch,
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    indexRoute,
    connectionsRoute,
    overviewRoute,
    integrityRoute,
    rowRoute,
    timelineRoute,
    ledgerRoute,
    actorRoute,
    correlationRoute,
    transactionRoute,
  ]),
  history: createHashHistory(),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: CrashPanel,
  defaultStructuralSharing: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
