// Run by ../walk.mjs, perhaps as another user: main.mjs <folder for pictures and export>.
import { runMain, say } from '../support/say.mjs';
import { openDesk } from './desk.mjs';
import { story } from './story.mjs';

await runMain(async () => {
  const desk = await openDesk(process.argv[2]);
  try {
    for (const [title, tell] of story) {
      say(title);
      await tell(desk);
    }
  } catch (error) {
    await desk.picture('where it stopped').catch(() => undefined);
    throw error;
  } finally {
    await desk.close();
  }
});
