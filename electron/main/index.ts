import path from 'node:path';
import { app, nativeTheme, session, type BrowserWindow } from 'electron';
import { ledgerWriter } from '@engine/ledger/writer.ts';
import { ensureHome, investigatorHome } from '@engine/store/home.ts';
import { profileStore } from '@engine/store/profiles.ts';
import { defaultSettings, settingsStore } from '@engine/store/settings.ts';
import { viewStore } from '@engine/store/views.ts';
import { windowStateStore } from '@engine/store/windowState.ts';
import { setupCrashHandling } from './crash.ts';
import { parseDeepLink } from './deepLink.ts';
import { Demo } from './demo.ts';
import { announceTo } from './events.ts';
import { ExportTargets } from './exportTargets.ts';
import { externalLinks } from './externalLinks.ts';
import { setupContentGuards, setupSessionGuards } from './guards.ts';
import { allHandlers } from './handlers/index.ts';
import { bindIpc } from './ipc/bind.ts';
import { setupLogging } from './logging.ts';
import { setupMenu } from './menu.ts';
import { ledgerIdentity, recordedHandlers } from './recordedHandlers.ts';
import { registerAppScheme, setupProtocol } from './protocol.ts';
import type { Services } from './services.ts';
import { setupShutdown } from './shutdown.ts';
import { claimSingleInstance, setupDeepLinks } from './singleInstance.ts';
import { runSmoke } from './smoke.ts';
import { Sources } from './sources.ts';
import { parseSwitches } from './switches.ts';
import { createMainWindow, loadInterface } from './window.ts';

/** Behind the page until it has drawn; the interface's own page colours. */
const BACKGROUND = { dark: '#0b1118', light: '#f1ece1' } as const;

const home = ensureHome(investigatorHome());
const distFolder = path.join(app.getAppPath(), 'dist');
app.setPath('userData', path.join(home, 'electron'));
registerAppScheme();

if (claimSingleInstance()) start();
else app.quit();

function start(): void {
  const switches = parseSwitches(process.argv);
  const log = setupLogging(path.join(home, 'electron', 'logs'));
  setupCrashHandling(path.join(home, 'electron', 'crashes'), log);

  let mainWindow: BrowserWindow | null = null;
  const window = (): BrowserWindow | null => mainWindow;
  const announce = announceTo(window);
  const targets = new ExportTargets();
  const services: Services = {
    home,
    log,
    switches,
    profiles: profileStore(home),
    settings: settingsStore(home),
    views: viewStore(home),
    sources: new Sources(announce, log),
    demo: new Demo(home),
    ledger: ledgerWriter(home, ledgerIdentity(), (error, waiting) =>
      log.error(`the ledger cannot be written, ${waiting} questions wait`, error),
    ),
    window,
  };

  setupContentGuards(externalLinks(window), log);
  const windowStates = windowStateStore(home);
  const stop = setupShutdown(
    [
      ['the connections', () => services.sources.closeAll()],
      // After the connections: what their closing stopped is recorded too.
      ['the ledger', () => services.ledger.flush()],
      ['the demo', () => services.demo.stop()],
      ['the window place', () => windowStates.settled()],
    ],
    log,
  );
  const deepLinks = setupDeepLinks(window, (to) => announce({ type: 'navigate', to }));
  bindIpc({
    handlers: recordedHandlers(allHandlers(services, targets), services, ledgerIdentity()),
    log,
    window,
  });

  const openWindow = async (): Promise<void> => {
    setupSessionGuards(session.defaultSession, log);
    setupProtocol(session.defaultSession, path.join(distFolder, 'renderer'), log);
    setupMenu((command) => announce({ type: 'command', command }));
    const { theme } = await services.settings.get().catch(() => defaultSettings);
    nativeTheme.themeSource = theme;
    mainWindow = await createMainWindow({
      distFolder,
      states: windowStates,
      log,
      background: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      show: !switches.smoke,
    });
    mainWindow.on('closed', () => {
      mainWindow = null;
    });
    await loadInterface(mainWindow);
    const to = switches.deepLink === null ? null : parseDeepLink(switches.deepLink);
    if (to !== null) announce({ type: 'navigate', to });
    deepLinks.announceEarly();
    if (!switches.smoke) return;
    const passed = await runSmoke(mainWindow, targets);
    await stop();
    app.exit(passed ? 0 : 1);
  };

  // Not awaited at the top of the module: an ESM main that does so is never told that it is ready.
  void app.whenReady().then(openWindow);
}
