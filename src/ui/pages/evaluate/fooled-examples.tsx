/** @file Attacked examples as a list: before and after the attack, the label, and the prediction. */
import { type ReactNode, useState } from 'react'
import { type Dataset, rowNumber } from '../../../data/dataset'
import { robustnessText } from '../../../messages/en/evaluate/robustness'
import type { AttackReport, FooledRow } from '../../../studio/evaluation/attack'
import { ExampleLink, OpenedExample } from '../../charts/examples'
import { datasetLook, grayLook } from '../../charts/paint-pixels'
import { PixelImage } from '../../charts/pixel-image'
import { DataTable } from '../../kit/data-table'
import kit from '../../kit/kit.module.css'

const { attack: text } = robustnessText

/** The side of a picture in the list, and the most examples that are listed. */
const SIDE = 56
const LISTED = 8

interface FooledProps extends Pick<AttackReport, 'rows' | 'pictures'> {
  readonly dataset: Dataset
  readonly target: string
  /** Whether these examples are predicted right; else they are fooled. */
  readonly isRight?: boolean
}

/** Attacked examples, with the picture before and after; a click opens the example. */
export function Fooled({ rows, pictures, dataset, target, isRight = false }: FooledProps) {
  const [opened, setOpened] = useState<FooledRow>()
  const label = ({ row }: FooledRow) => rowNumber(dataset, row)
  const after = (one: FooledRow): ReactNode => {
    const picture = pictures?.find(({ row }) => row === one.row)
    if (picture?.shape.length !== 3) return null
    const [before, pixels] = [picture.before, picture.after].map((values) => values.map((value) => 255 * value))
    // Drawn like the example, even if its background is no longer empty.
    const look = datasetLook(dataset) ?? grayLook(before ?? [], picture.shape)
    const shown = { pixels: pixels ?? [], shape: picture.shape, look }
    return <PixelImage {...shown} side={SIDE} label={text.after({ row: label(one) })} />
  }
  return (
    <div className={kit.stack}>
      <DataTable
        caption={<span className="only-spoken">{isRight ? text.captionRight : text.caption}</span>}
        columns={[
          {
            head: text.example,
            cell: (one) => (
              <ExampleLink
                {...{ dataset, target }}
                row={one.row}
                label={text.open({ row: label(one) })}
                picture={text.before}
                onOpen={() => setOpened(one)}
              />
            ),
          },
          ...(pictures ? [{ head: text.changed, cell: after }] : []),
          { head: text.actual, name: true, cell: ({ actual }) => actual },
          { head: text.predicted, name: true, cell: ({ predicted }) => predicted },
          { head: text.confidence, cell: ({ probability }) => text.percent({ value: probability }) },
        ]}
        rows={rows.slice(0, LISTED)}
        rowKey={({ row }) => row}
      />
      {rows.length > LISTED && <p className={kit.caption}>{text.more({ examples: rows.length - LISTED, isRight })}</p>}
      {opened && (
        <OpenedExample
          {...{ dataset, target }}
          row={opened.row}
          caption={text.wrong(opened)}
          onClose={() => setOpened(undefined)}
        >
          {after(opened)}
        </OpenedExample>
      )}
    </div>
  )
}
