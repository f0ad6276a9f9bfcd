/** @file What holds for whole files and can be corrected: the sheet, the header, separator, quotes, decimal mark, encoding, what is missing. */
import type { Look, ReadOptions } from '../../../../protocol/ingest-messages'
import { NumberField } from '../../../kit/number-field'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { TextField } from '../../../kit/text-field'
import styles from './bring.module.css'

export interface LookOptionsProps {
  readonly look: Look
  readonly onCorrect: (change: Partial<ReadOptions>) => void
}

const SEPARATORS = [
  { value: ',', title: 'Comma' },
  { value: ';', title: 'Semicolon' },
  { value: '\t', title: 'Tab' },
  { value: '|', title: 'Bar' },
  { value: ' ', title: 'Blank' },
] as const
const QUOTES = [
  { value: '"', title: 'Double: "a, b"' },
  { value: "'", title: "Single: 'a, b'" },
  { value: '', title: 'None' },
] as const
const PARTS = { sheets: 'Sheet', arrays: 'Array', files: 'File' } as const
const DECIMALS = [
  { value: '.', title: 'Point: 1.5' },
  { value: ',', title: 'Comma: 1,5' },
] as const
const ENCODINGS = [
  { value: 'utf-8', title: 'UTF-8' },
  { value: 'latin1', title: 'Latin-1' },
  { value: 'utf-16le', title: 'UTF-16' },
  { value: 'utf-16be', title: 'UTF-16, big end first' },
] as const
const CHANNELS = [
  { value: '1', title: 'Grey' },
  { value: '3', title: 'Colour' },
] as const

/** The options that this format has. */
export function LookOptions({ look: { options, parts, partsAre = 'files' }, onCorrect }: LookOptionsProps) {
  const { separator, quote, decimal, encoding, header, firstRow, missing, image } = options
  return (
    <fieldset className={styles.options} aria-label="How it is read">
      {parts.length > 1 && (
        <Select
          label={PARTS[partsAre]}
          layout="stack"
          value={options.part ?? parts[0] ?? ''}
          options={parts.map((part) => ({ value: part, title: part }))}
          onChange={(part) => onCorrect({ part, firstRow: undefined, columns: {} })}
        />
      )}
      {separator !== undefined && (
        <Select
          label="Cells are parted by"
          layout="stack"
          value={separator}
          options={
            SEPARATORS.some(({ value }) => value === separator)
              ? SEPARATORS
              : [...SEPARATORS, { value: separator, title: `"${separator}"` }]
          }
          onChange={(value) => onCorrect({ separator: value, columns: {} })}
        />
      )}
      {quote !== undefined && (
        <Select
          label="Quotes around cells"
          layout="stack"
          value={quote}
          options={QUOTES}
          onChange={(value) => onCorrect({ quote: value, columns: {} })}
        />
      )}
      {decimal !== undefined && (
        <Select
          label="Decimal mark"
          layout="stack"
          value={decimal}
          options={DECIMALS}
          onChange={(value) => onCorrect({ decimal: value })}
        />
      )}
      {encoding !== undefined && (
        <Select
          label="Encoding"
          layout="stack"
          value={encoding}
          options={ENCODINGS}
          onChange={(value) => onCorrect({ encoding: value, columns: {} })}
        />
      )}
      {missing !== undefined && (
        <TextField
          label="Missing, beside empty"
          layout="stack"
          value={missing.join(', ')}
          onChange={(text) =>
            onCorrect({
              missing: text
                .split(',')
                .map((one) => one.trim())
                .filter(Boolean),
            })
          }
        />
      )}
      {firstRow !== undefined && (
        <NumberField
          label="Table begins in row"
          layout="stack"
          value={firstRow}
          min={1}
          max={1_000_000}
          integer
          onChange={(value) => onCorrect({ firstRow: value, columns: {} })}
        />
      )}
      {header !== undefined && (
        <Switch
          label="First row has the names"
          layout="stack"
          value={header}
          onChange={(value) => onCorrect({ header: value, columns: {} })}
        />
      )}
      {image && (
        <>
          <NumberField
            label="Height"
            layout="stack"
            value={image.height}
            min={1}
            max={512}
            integer
            onChange={(height) => onCorrect({ image: { ...image, height } })}
          />
          <NumberField
            label="Width"
            layout="stack"
            value={image.width}
            min={1}
            max={512}
            integer
            onChange={(width) => onCorrect({ image: { ...image, width } })}
          />
          <Select
            label="Pixels"
            layout="stack"
            value={String(image.channels) as '1' | '3'}
            options={CHANNELS}
            onChange={(value) => onCorrect({ image: { ...image, channels: value === '1' ? 1 : 3 } })}
          />
        </>
      )}
    </fieldset>
  )
}
