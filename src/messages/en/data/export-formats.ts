/** @file UI text for the formats that a dataset can be exported in. */
import { defineText } from '../../define'

export const exportFormatsText = defineText('data/export-formats', {
  parquet: {
    title: 'Parquet',
    about: 'Every column with its type. For pandas, Polars, and DuckDB.',
  },
  csv: {
    title: 'CSV',
    about:
      'Plain text for any program. Values that a spreadsheet would run as a formula are prefixed with an apostrophe.',
  },
  npz: {
    title: 'NPZ',
    about: 'One array per column. For NumPy.',
  },
  images: {
    title: 'Images in class folders',
    about: 'PNG files by class, and a table with all other columns.',
  },
})
