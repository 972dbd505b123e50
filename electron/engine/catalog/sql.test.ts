import { expect, it } from 'vitest';
import { indexesStatement } from './indexesStatement.ts';
import { installsStatement } from './installsStatement.ts';
import { keyShapesStatement } from './keyShapesStatement.ts';
import { serverStatement } from './serverStatement.ts';
import { sizesStatement } from './sizesStatement.ts';
import { triggersStatement } from './triggersStatement.ts';
import { windowStatement } from './windowStatement.ts';

it('the SQL of the catalogue is as it was looked at', () => {
  expect({
    server: serverStatement(),
    installs: installsStatement(),
    indexes: indexesStatement('16400', '16401'),
    sizes: sizesStatement(['16400', '16401']),
    triggers: triggersStatement(),
    window: windowStatement('threadline'),
    keyShapes: keyShapesStatement('threadline'),
  }).toMatchSnapshot();
});
