/**
 * @file ReadOptions: lets the user correct how entire files are read: sheet, header, separator, quotes, decimal mark,
 * encoding, missing values, and image size.
 */
import { importText } from '../../../../messages/en/data/import'
import type { ImportPreview, ReadOptions } from '../../../../protocol/ingest-messages'
import { NumberField } from '../../../kit/number-field'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { TextField } from '../../../kit/text-field'
import styles from './import.module.css'

const text = importText.options

export interface ReadOptionFieldsProps {
  readonly preview: ImportPreview
  readonly onCorrect: (change: Partial<ReadOptions>) => void
}

const SEPARATORS = [
  { value: ',', title: text.separators.comma },
  { value: ';', title: text.separators.semicolon },
  { value: '\t', title: text.separators.tab },
  { value: '|', title: text.separators.pipe },
  { value: ' ', title: text.separators.space },
] as const
const QUOTES = [
  { value: '"', title: text.quotes.double },
  { value: "'", title: text.quotes.single },
  { value: '', title: text.quotes.none },
] as const
const DECIMALS = [
  { value: '.', title: text.decimals.point },
  { value: ',', title: text.decimals.comma },
] as const
const ENCODINGS = [
  { value: 'utf-8', title: text.encodings.utf8 },
  { value: 'latin1', title: text.encodings.latin1 },
  { value: 'utf-16le', title: text.encodings.utf16le },
  { value: 'utf-16be', title: text.encodings.utf16be },
] as const
const CHANNELS = [
  { value: '1', title: text.channel.gray },
  { value: '3', title: text.channel.color },
] as const

/** The fields for the file format options. */
export function ReadOptionFields({
  preview: { options, parts, partsAre = 'files' },
  onCorrect,
}: ReadOptionFieldsProps) {
  const { separator, quote, decimal, encoding, header, firstRow, missing, image } = options
  return (
    <fieldset className={styles.options} aria-label={text.label}>
      {parts.length > 1 && (
        <Select
          label={text.part[partsAre]}
          layout="stack"
          value={options.part ?? parts[0] ?? ''}
          options={parts.map((part) => ({ value: part, title: part }))}
          onChange={(part) => onCorrect({ part, firstRow: undefined, columns: {} })}
        />
      )}
      {separator !== undefined && (
        <Select
          label={text.separator}
          layout="stack"
          value={separator}
          options={
            SEPARATORS.some(({ value }) => value === separator)
              ? SEPARATORS
              : [...SEPARATORS, { value: separator, title: text.otherSeparator({ separator }) }]
          }
          onChange={(value) => onCorrect({ separator: value, columns: {} })}
        />
      )}
      {quote !== undefined && (
        <Select
          label={text.quote}
          layout="stack"
          value={quote}
          options={QUOTES}
          onChange={(value) => onCorrect({ quote: value, columns: {} })}
        />
      )}
      {decimal !== undefined && (
        <Select
          label={text.decimal}
          layout="stack"
          value={decimal}
          options={DECIMALS}
          onChange={(value) => onCorrect({ decimal: value })}
        />
      )}
      {encoding !== undefined && (
        <Select
          label={text.encoding}
          layout="stack"
          value={encoding}
          options={ENCODINGS}
          onChange={(value) => onCorrect({ encoding: value, columns: {} })}
        />
      )}
      {missing !== undefined && (
        <TextField
          label={text.missing}
          layout="stack"
          value={missing.join(', ')}
          onChange={(typed) =>
            onCorrect({
              missing: typed
                .split(',')
                .map((one) => one.trim())
                .filter(Boolean),
            })
          }
        />
      )}
      {firstRow !== undefined && (
        <NumberField
          label={text.firstRow}
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
          label={text.header}
          layout="stack"
          value={header}
          onChange={(value) => onCorrect({ header: value, columns: {} })}
        />
      )}
      {image && (
        <>
          <NumberField
            label={text.height}
            layout="stack"
            value={image.height}
            min={1}
            max={512}
            integer
            onChange={(height) => onCorrect({ image: { ...image, height } })}
          />
          <NumberField
            label={text.width}
            layout="stack"
            value={image.width}
            min={1}
            max={512}
            integer
            onChange={(width) => onCorrect({ image: { ...image, width } })}
          />
          <Select
            label={text.channels}
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
