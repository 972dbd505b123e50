// Run by Electron (see ../icons.mjs): draws mark.svg at every size into png/.
const { app, BrowserWindow } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const svg = fs.readFileSync(path.join(__dirname, 'mark.svg'), 'utf8');

async function draw(size) {
  const window = new BrowserWindow({
    width: size,
    height: size,
    show: false,
    frame: false,
    transparent: true,
    useContentSize: true,
    webPreferences: { offscreen: true },
  });
  const style = `html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}`;
  await window.loadURL(`data:text/html,${encodeURIComponent(`<style>${style}</style>${svg}`)}`);
  const image = await window.webContents.capturePage({ x: 0, y: 0, width: size, height: size });
  const found = image.getSize();
  if (found.width !== size || found.height !== size)
    throw new Error(`drew ${found.width}x${found.height}, not ${size}`);
  fs.writeFileSync(path.join(__dirname, 'png', `${size}x${size}.png`), image.toPNG());
  window.destroy();
}

app.on('window-all-closed', () => undefined);
void app.whenReady().then(async () => {
  try {
    for (const size of sizes) await draw(size);
    app.exit(0);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
});
