/** @file What adversarial training does and costs: attacked training examples, and the time of an epoch. */
import { useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { rowNumber, type Dataset } from '../../../../data/dataset'
import { adversarialText as text } from '../../../../messages/en/data/augment'
import type { AttackPreview } from '../../../../studio/evaluation/adversarial-preview'
import { grayLook } from '../../../charts/paint-pixels'
import { PixelImage } from '../../../charts/pixel-image'
import { Button } from '../../../kit/button'
import { DataTable } from '../../../kit/data-table'
import { useSelect, useStudio } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import { Section } from '../../section'

/** The buttons, and what they found for the plan as it is now. */
export function AdversarialSection({ dataset }: { readonly dataset: Dataset }) {
  const studio = useStudio()
  const plan = useSelect(({ project }) => project.plan)
  const isBusy = useSelect(({ insight }) => insight.asking !== null)
  const [shown, setShown] = useState<{
    readonly of: typeof plan
    readonly text?: string
    readonly rows?: AttackPreview
  }>()
  const now = shown?.of === plan ? shown : undefined
  async function ask(find: () => Promise<{ readonly text?: string; readonly rows?: AttackPreview }>): Promise<void> {
    const found = await find().catch((error: unknown) => ({ text: errorMessage(error) }))
    setShown({ of: plan, ...found })
  }
  return (
    <Section title={text.title} about={text.engines}>
      <div className={`${kit.wrap} ${kit.baseline} ${kit.below}`}>
        <Button
          size="small"
          disabled={isBusy}
          onClick={() => void ask(async () => ({ text: text.cost(await studio.run('plan.adversarialCost')) }))}
        >
          {isBusy ? text.measuring : text.measure}
        </Button>
        <Button
          size="small"
          disabled={isBusy}
          onClick={() => void ask(async () => ({ rows: await studio.run('plan.adversarialPreview') }))}
        >
          {text.preview}
        </Button>
      </div>
      {now?.text !== undefined && <p role="status">{now.text}</p>}
      {now?.rows && (
        <DataTable
          look="figures"
          caption={text.caption}
          columns={[
            {
              head: text.row,
              heading: true,
              cell: ({ row }: AttackPreview[number]) => String(rowNumber(dataset, row)),
            },
            { head: text.actual, name: true, cell: ({ actual }) => actual },
            { head: text.before, cell: ({ before }) => <Shown {...before} ground={before} /> },
            { head: text.after, cell: ({ before, after }) => <Shown {...after} ground={before} /> },
          ]}
          rows={now.rows}
          rowKey={({ row }) => row}
        />
      )}
    </Section>
  )
}

type Side = AttackPreview[number]['before']

/** A prediction with its picture, drawn in the look of the original one. */
function Shown({ predicted, probability, picture, ground }: Side & { readonly ground: Side }) {
  const label = text.prediction({ predicted, probability })
  return (
    <span className={kit.row}>
      {picture && (
        <PixelImage
          pixels={picture.pixels.map((shade) => 255 * shade)}
          shape={picture.shape}
          side={48}
          label={label}
          look={lookOf(ground)}
        />
      )}
      {label}
    </span>
  )
}

function lookOf({ picture }: Side) {
  return (
    picture &&
    grayLook(
      picture.pixels.map((shade) => 255 * shade),
      picture.shape,
    )
  )
}
