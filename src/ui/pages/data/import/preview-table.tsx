/** @file How files are read: a form for entire files, and a table of the first rows with a form for each column. */
import { useEffect, useMemo } from 'react'
import { columnTypesText } from '../../../../messages/en/data/columns'
import { importText } from '../../../../messages/en/data/import'
import type { ColumnChoice, ImportPreview, PreviewColumn, ReadOptions } from '../../../../protocol/ingest-messages'
import { Button } from '../../../kit/button'
import { Icon } from '../../../kit/icon'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { TextField } from '../../../kit/text-field'
import kit from '../../../kit/kit.module.css'
import styles from './import.module.css'

const text = importText.preview

export interface PreviewTableProps {
  readonly preview: ImportPreview
  readonly options: ReadOptions
  readonly target: string | undefined
  readonly onCorrect: (name: string, change: ColumnChoice) => void
}

/** Maximum number of columns shown; more columns would take too long to lay out and be too many to read. */
const MAX_COLUMNS = 60
const MAX_ROWS = 30

/** The table, dimmed while the files are being read again. */
export function PreviewTable({ preview, options, target, onCorrect }: PreviewTableProps) {
  const columns = preview.columns.slice(0, MAX_COLUMNS)
  const more = preview.columns.length - columns.length
  const images = usePictures(preview)
  const rows = preview.rows.slice(0, MAX_ROWS)
  const choiceOf = (name: string) =>
    options.columns && Object.hasOwn(options.columns, name) ? options.columns[name] : undefined
  return (
    <>
      {preview.judged !== undefined && <p className={kit.soft}>{text.judged({ rows: preview.judged })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region takes the focus */}
      <section className={styles.table} tabIndex={0} aria-label={text.label}>
        <table>
          <thead>
            <tr>
              {images.length > 0 && <th scope="col">{text.image}</th>}
              {columns.map((column) => (
                <ColumnHead
                  key={column.name}
                  column={column}
                  choice={choiceOf(column.name)}
                  detectedOrder={preview.options.columns?.[column.name]?.order}
                  isTarget={column.schema.name === target}
                  onCorrect={(change) => onCorrect(column.name, change)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, position) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other key than their position
              <tr key={position}>
                {images.length > 0 && (
                  <td>
                    {images[position] && (
                      <img src={images[position]} alt={text.row({ row: position + 1 })} height={36} />
                    )}
                  </td>
                )}
                {columns.map(({ name, schema }, i) => (
                  <td key={name} data-type={schema.type} data-out={choiceOf(name)?.leaveOut ? 'yes' : undefined}>
                    {row[i] === undefined ? (
                      <span className={kit.missing}>{text.missing}</span>
                    ) : (
                      <span translate="no">{row[i].slice(0, 80)}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more > 0 && <p className={kit.soft}>{text.more({ columns: more })}</p>}
    </>
  )
}

interface ColumnHeadProps {
  readonly column: PreviewColumn
  readonly choice: ColumnChoice | undefined
  readonly detectedOrder: ColumnChoice['order'] | undefined
  readonly isTarget: boolean
  readonly onCorrect: (change: ColumnChoice) => void
}

function ColumnHead({ column, choice, detectedOrder, isTarget, onCorrect }: ColumnHeadProps) {
  const { schema, why, notNumbers } = column
  const out = choice?.leaveOut === true
  return (
    <th scope="col" data-out={out ? 'yes' : undefined}>
      <Popover
        label={text.edit({ column: schema.name })}
        trigger={
          <button type="button" className={kit.choice}>
            <span className={`${kit.ellipsis} ${kit.strong}`} title={schema.name} translate="no">
              {schema.name}
            </span>
            <span className={`${kit.rowTight} ${kit.soft}`}>
              {out ? text.leftOut : columnTypesText.label[schema.type]}
              {isTarget && !out && <em className={styles.target}>{text.target}</em>}
              <Icon name="chevron" size={12} />
            </span>
          </button>
        }
      >
        <ColumnForm column={column} choice={choice} detectedOrder={detectedOrder} onCorrect={onCorrect} />
      </Popover>
      <p className={`${kit.faintCaption} ${styles.why}`}>{why}</p>
      {notNumbers !== undefined && !out && (
        <Button size="small" onClick={() => onCorrect({ type: 'number' })}>
          {columnText.asNumbers({ missing: notNumbers })}
        </Button>
      )}
    </th>
  )
}

/** Returns object URLs for the images in the first rows, which are revoked when the images are no longer shown. */
function usePictures({ pictures: images }: ImportPreview): readonly string[] {
  const urls = useMemo(() => (images ?? []).map((image) => URL.createObjectURL(image)), [images])
  useEffect(
    () => () => {
      for (const url of urls) URL.revokeObjectURL(url)
    },
    [urls],
  )
  return urls
}

interface ColumnFormProps {
  readonly column: PreviewColumn
  readonly choice: ColumnChoice | undefined
  /** The detected order of day, month and year in the column's dates. */
  readonly detectedOrder: ColumnChoice['order'] | undefined
  readonly onCorrect: (change: ColumnChoice) => void
}

const columnText = importText.column

const TYPES = (['number', 'category', 'text', 'time'] as const).map((value) => ({
  value,
  title: columnTypesText.label[value],
}))
const ORDERS = (['ymd', 'dmy', 'mdy'] as const).map((value) => ({ value, title: columnText.orders[value] }))

/** The form for one column. */
function ColumnForm({ column: { name, schema, why }, choice, detectedOrder, onCorrect }: ColumnFormProps) {
  const typed = TYPES.find(({ value }) => value === schema.type)
  return (
    <div className={`${kit.stack} ${styles.column}`}>
      {typed && (
        <Select
          label={columnText.type}
          value={typed.value}
          options={TYPES}
          help={why}
          onChange={(type) => onCorrect({ type })}
        />
      )}
      {schema.type === 'time' && (
        <Select
          label={columnText.order}
          value={choice?.order ?? detectedOrder ?? 'ymd'}
          options={ORDERS}
          onChange={(order) => onCorrect({ type: 'time', order })}
        />
      )}
      <TextField
        label={columnText.name}
        value={schema.name}
        {...(schema.name === name ? {} : { help: columnText.nameInFile({ name }) })}
        onChange={(typed) => onCorrect({ name: typed.trim() === '' ? name : typed.trim() })}
      />
      <Switch
        label={columnText.leaveOut}
        value={choice?.leaveOut === true}
        onChange={(leaveOut) => onCorrect({ leaveOut })}
      />
    </div>
  )
}

const optionsText = importText.options

interface ReadOptionFieldsProps {
  readonly preview: ImportPreview
  readonly onCorrect: (change: Partial<ReadOptions>) => void
}

const SEPARATORS = [
  { value: ',', title: optionsText.separators.comma },
  { value: ';', title: optionsText.separators.semicolon },
  { value: '\t', title: optionsText.separators.tab },
  { value: '|', title: optionsText.separators.pipe },
  { value: ' ', title: optionsText.separators.space },
] as const
const QUOTES = [
  { value: '"', title: optionsText.quotes.double },
  { value: "'", title: optionsText.quotes.single },
  { value: '', title: optionsText.quotes.none },
] as const
const DECIMALS = [
  { value: '.', title: optionsText.decimals.point },
  { value: ',', title: optionsText.decimals.comma },
] as const
const ENCODINGS = [
  { value: 'utf-8', title: optionsText.encodings.utf8 },
  { value: 'latin1', title: optionsText.encodings.latin1 },
  { value: 'utf-16le', title: optionsText.encodings.utf16le },
  { value: 'utf-16be', title: optionsText.encodings.utf16be },
] as const
const CHANNELS = [
  { value: '1', title: optionsText.channel.gray },
  { value: '3', title: optionsText.channel.color },
] as const

/** The fields for the file format options. */
export function ReadOptionFields({
  preview: { options, parts, partsAre = 'files' },
  onCorrect,
}: ReadOptionFieldsProps) {
  const { separator, quote, decimal, encoding, header, firstRow, missing, image } = options
  return (
    <fieldset className={styles.options} aria-label={optionsText.label}>
      {parts.length > 1 && (
        <Select
          label={optionsText.part[partsAre]}
          layout="stack"
          value={options.part ?? parts[0] ?? ''}
          options={parts.map((part) => ({ value: part, title: part }))}
          onChange={(part) => onCorrect({ part, firstRow: undefined, columns: {} })}
        />
      )}
      {separator !== undefined && (
        <Select
          label={optionsText.separator}
          layout="stack"
          value={separator}
          options={
            SEPARATORS.some(({ value }) => value === separator)
              ? SEPARATORS
              : [...SEPARATORS, { value: separator, title: optionsText.otherSeparator({ separator }) }]
          }
          onChange={(value) => onCorrect({ separator: value, columns: {} })}
        />
      )}
      {quote !== undefined && (
        <Select
          label={optionsText.quote}
          layout="stack"
          value={quote}
          options={QUOTES}
          onChange={(value) => onCorrect({ quote: value, columns: {} })}
        />
      )}
      {decimal !== undefined && (
        <Select
          label={optionsText.decimal}
          layout="stack"
          value={decimal}
          options={DECIMALS}
          onChange={(value) => onCorrect({ decimal: value })}
        />
      )}
      {encoding !== undefined && (
        <Select
          label={optionsText.encoding}
          layout="stack"
          value={encoding}
          options={ENCODINGS}
          onChange={(value) => onCorrect({ encoding: value, columns: {} })}
        />
      )}
      {missing !== undefined && (
        <TextField
          label={optionsText.missing}
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
          label={optionsText.firstRow}
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
          label={optionsText.header}
          layout="stack"
          value={header}
          onChange={(value) => onCorrect({ header: value, columns: {} })}
        />
      )}
      {image && (
        <>
          <NumberField
            label={optionsText.height}
            layout="stack"
            value={image.height}
            min={1}
            max={512}
            integer
            onChange={(height) => onCorrect({ image: { ...image, height } })}
          />
          <NumberField
            label={optionsText.width}
            layout="stack"
            value={image.width}
            min={1}
            max={512}
            integer
            onChange={(width) => onCorrect({ image: { ...image, width } })}
          />
          <Select
            label={optionsText.channels}
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
