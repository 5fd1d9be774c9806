// `npm run layers`: prints what breaks the layer rules of .dependency-cruiser.mjs.
import { checkLayers } from './check-layers.ts';

const { modules, violations } = await checkLayers(process.cwd());
for (const violation of violations) console.error(violation);
console.log(`${modules} modules, ${violations.length} violations`);
if (violations.length > 0) process.exitCode = 1;
