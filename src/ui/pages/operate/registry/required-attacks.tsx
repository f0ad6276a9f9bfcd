/** @file What the gate of a model requires on attack sets, and the form that adds a requirement. */
import { useState } from 'react'
import { gateText } from '../../../../messages/en/operate/registry'
import { errorNotice } from '../../../../studio/notice'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { NumberField } from '../../../kit/number-field'
import { Select } from '../../../kit/select'
import { useResult } from '../../../kit/use-on-change'
import { useSelect, useStudio } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'

const { attacks: text } = gateText

/** Renders nothing while there is neither an attack set nor a requirement. */
export function RequiredAttacks({ model, onChange }: { readonly model: string; readonly onChange: () => void }) {
  const studio = useStudio()
  const sets = useSelect((state) => state.sets.sets)
  const [changes, setChanges] = useState(0)
  const [chosen, setChosen] = useState('')
  const [percent, setPercent] = useState(80)
  const { value: attackSets = [] } = useResult([studio, sets], () => studio.run('attackSet.list'))
  const { value: required = [] } = useResult([studio, model, changes], () =>
    studio.run('registry.requirements', { model }),
  )
  const set = attackSets.find(({ id }) => id === chosen) ?? attackSets[0]
  if (!set && required.length === 0) return null
  async function require(attackSet: string, least: number | null): Promise<void> {
    try {
      await studio.run('registry.require', { model, attackSet, least })
    } catch (error) {
      void studio.run('notice.show', errorNotice(error))
    }
    setChanges((n) => n + 1)
    onChange()
  }
  return (
    <fieldset className={kit.below}>
      <legend className={kit.soft}>{text.title}</legend>
      {required.map(({ id, ...one }) => (
        <p key={id} className={kit.wrap}>
          {text.row(one)}
          <IconButton
            label={text.remove(one)}
            icon="close"
            tone="quiet"
            size="small"
            onClick={() => void require(id, null)}
          />
        </p>
      ))}
      {set && (
        <div className={kit.wrap}>
          <Select
            label={text.set}
            layout="stack"
            value={set.id}
            options={attackSets.map(({ id, name }) => ({ value: id, title: name }))}
            onChange={setChosen}
          />
          <NumberField label={text.least} layout="stack" value={percent} min={0} max={100} onChange={setPercent} />
          <Button size="small" onClick={() => void require(set.id, percent / 100)}>
            {text.add}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
