import { useState } from 'react';
import { exportFormats, type ExportFormat } from '@shared/domain/exports.ts';

const KEY = 'export.format';

/** The format chosen last, which outlives the session. */
export function useFormat(): readonly [ExportFormat, (format: ExportFormat) => void] {
  const [format, setFormat] = useState(() => {
    const stored = localStorage.getItem(KEY);
    return exportFormats.find((one) => one === stored) ?? 'csv';
  });
  const choose = (next: ExportFormat): void => {
    setFormat(next);
    localStorage.setItem(KEY, next);
  };
  return [format, choose];
}
