/**
 * @file ClassSection: a class for which images are collected, with its name, its images, and whether the class is
 * included; images and files can be dropped on it.
 */
import { collectText } from '../../../../messages/en/collect'
import { type DragEvent, useState } from 'react'
import type { CollectedClass } from '../../../../data/collected-classes'
import { type Dataset, rowNumber } from '../../../../data/dataset'
import type { GivenFile } from '../../../../studio/data/input-file'
import { RowImage } from '../../../charts/pixel-image'
import { Button } from '../../../kit/button'
import { Icon } from '../../../kit/icon'
import { IconButton } from '../../../kit/icon-button'
import { Switch } from '../../../kit/switch'
import { TextField } from '../../../kit/text-field'
import kit from '../../../kit/kit.module.css'
import styles from './collect.module.css'
import { droppedFiles } from '../import/dropped-files'

const text = collectText.classes

/** Whether a click selects one image, adds or removes it, or selects a range up to it. */
export type Selecting = 'one' | 'toggle' | 'range'

export interface ClassSectionProps {
  readonly collected: CollectedClass
  /** 1-based number of the class, which is also the key that moves images to the class. */
  readonly number: number
  readonly dataset: Dataset
  /** Whether new images are added to this class. */
  readonly isChosen: boolean
  readonly selected: ReadonlySet<number>
  onChoose(): void
  onSelect(row: number, how: Selecting): void
  onRename(name: string): void
  onSwitch(on: boolean): void
  onRemove(): void
  /** Moves the dragged images to this class. */
  onMoveHere(): void
  onFiles(files: Promise<readonly GivenFile[]>): void
}

const FEW = 40
/** MIME type of images dragged within the view, which distinguishes them from files. */
export const DRAGGED_TYPE = 'application/x-netloom-samples'

export function ClassSection(props: ClassSectionProps) {
  const {
    collected,
    number: position,
    dataset,
    isChosen,
    selected,
    onChoose,
    onSelect,
    onRename,
    onSwitch,
    onRemove,
    onMoveHere,
    onFiles,
  } = props
  const { label, rows, isOff: off } = collected
  const [max, setMost] = useState(FEW)
  const [over, setOver] = useState(false)
  const newest = rows.toReversed().slice(0, max)
  const onDragOver = (event: DragEvent) => {
    if (![DRAGGED_TYPE, 'Files'].some((type) => event.dataTransfer.types.includes(type))) return
    event.preventDefault()
    event.stopPropagation()
    setOver(true)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(false)
    if (event.dataTransfer.types.includes(DRAGGED_TYPE)) onMoveHere()
    else onFiles(droppedFiles(event))
  }
  return (
    <section
      className={`${kit.card} ${kit.stack} ${styles.bucket}`}
      aria-label={label}
      data-chosen={isChosen ? 'yes' : 'no'}
      data-off={off ? 'yes' : 'no'}
      data-over={over ? 'yes' : 'no'}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className={kit.row}>
        <button
          type="button"
          className={styles.choose}
          aria-pressed={isChosen}
          aria-label={text.choose({ label })}
          title={text.chooseTip}
          onClick={onChoose}
        >
          {position < 10 ? position : ''}
        </button>
        <TextField
          label={text.name({ number: position })}
          layout="bare"
          value={label}
          maxLength={80}
          onChange={onRename}
        />
        <span className={`${kit.soft} ${kit.push} ${styles.count}`}>
          {(off ? text.sizeOff : text.size)({ images: rows.length })}
        </span>
        <Switch label={text.use({ label })} layout="bare" value={!off} onChange={onSwitch} />
        <IconButton
          label={text.removeClass({ label })}
          icon="trash"
          tone="quiet"
          size="small"
          tip="left"
          onClick={onRemove}
        />
      </div>
      {rows.length === 0 ? (
        <p className={kit.soft}>{isChosen ? text.emptyChosen : text.empty}</p>
      ) : (
        <ul className={`${kit.wrap} ${styles.tiles}`} aria-label={text.images({ images: rows.length, label })}>
          {newest.map((row) => (
            <Tile key={row} dataset={dataset} row={row} label={label} pressed={selected.has(row)} onSelect={onSelect} />
          ))}
        </ul>
      )}
      {rows.length > max && (
        <Button size="small" tone="quiet" onClick={() => setMost(max * 4)}>
          {text.more({ images: rows.length })}
        </Button>
      )}
    </section>
  )
}

interface TileProps extends Pick<ClassSectionProps, 'dataset' | 'onSelect'> {
  readonly row: number
  readonly label: string
  readonly pressed: boolean
}

function Tile({ dataset, row, label, pressed, onSelect }: TileProps) {
  const number = rowNumber(dataset, row)
  return (
    <li>
      <button
        type="button"
        draggable
        aria-pressed={pressed}
        aria-label={text.image({ number, label })}
        onClick={({ shiftKey, ctrlKey, metaKey }) =>
          onSelect(row, shiftKey ? 'range' : ctrlKey || metaKey ? 'toggle' : 'one')
        }
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED_TYPE, String(row))
          event.dataTransfer.effectAllowed = 'move'
          if (!pressed) onSelect(row, 'one')
        }}
      >
        <RowImage dataset={dataset} row={row} label={text.image({ number, label })} side={44} />
        {pressed && <Icon name="check" size={14} />}
      </button>
    </li>
  )
}
