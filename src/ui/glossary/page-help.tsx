/** @file PageHelp: what the open page is for, three things to do first, and its most important terms. */
import { pageHelpText as text } from '../../messages/en/glossary/pages'
import { type PageId, pagesText } from '../../messages/en/shell/pages'
import { findTerm, type WrittenId } from '../../studio/glossary/terms'
import { hidesCommand } from '../../studio/lessons/lesson-restrictions'
import { type CommandCall, callOf } from '../../studio/run-command'
import { Button } from '../kit/button'
import kit from '../kit/kit.module.css'
import { useRunCall, useRunCommand, useSelect } from '../studio-context'

interface Action {
  readonly name: keyof typeof text.actions
  readonly call: CommandCall
}

const ACTIONS: Readonly<Record<PageId, readonly Action[]>> = {
  build: [
    { name: 'train', call: callOf('run.start') },
    { name: 'outline', call: callOf('view.outline') },
    { name: 'cost', call: callOf('view.cost') },
  ],
  data: [
    { name: 'rows', call: callOf('room.open', { room: 'data', tab: 'rows' }) },
    { name: 'report', call: callOf('room.open', { room: 'data', tab: 'report' }) },
    { name: 'split', call: callOf('room.open', { room: 'data', tab: 'split' }) },
  ],
  train: [
    { name: 'sanity', call: callOf('run.sanity') },
    { name: 'train', call: callOf('run.start') },
    { name: 'baselines', call: callOf('run.baselines') },
  ],
  evaluate: [
    { name: 'evaluate', call: callOf('run.evaluate', { split: 'validation' }) },
    { name: 'failures', call: callOf('room.open', { room: 'evaluate', tab: 'failures' }) },
    { name: 'certainty', call: callOf('room.open', { room: 'evaluate', tab: 'certainty' }) },
  ],
  operate: [
    { name: 'diagram', call: callOf('room.open', { room: 'operate', tab: 'diagram' }) },
    { name: 'live', call: callOf('room.open', { room: 'operate', tab: 'live' }) },
    { name: 'drills', call: callOf('room.open', { room: 'operate', tab: 'drills' }) },
  ],
  machine: [
    { name: 'probe', call: callOf('machine.probe') },
    { name: 'persist', call: callOf('storage.persist') },
    { name: 'build', call: callOf('room.open', { room: 'build' }) },
  ],
}

const TERMS: Readonly<Record<PageId, readonly WrittenId[]>> = {
  build: ['layer', 'unit', 'activation', 'parameter', 'shape', 'gradient'],
  data: ['example', 'feature', 'target', 'split', 'leakage', 'augmentation'],
  train: ['epoch', 'batch', 'loss', 'learningRate', 'optimizer', 'overfitting'],
  evaluate: ['accuracy', 'precision', 'recall', 'confusionMatrix', 'threshold', 'calibration'],
  operate: ['service', 'scenario', 'alias', 'canary', 'slo', 'drift', 'incident', 'retraining'],
  machine: ['run', 'checkpoint', 'version'],
}

/** The help of the open page; `onLeave` is called before something else is shown. */
export function PageHelp({ onLeave }: { readonly onLeave: () => void }) {
  const page = useSelect((state) => state.room)
  const runCall = useRunCall()
  const run = useRunCommand()
  const state = useSelect((one) => one)
  const leave = (then: () => void) => () => {
    onLeave()
    then()
  }
  return (
    <section className={`${kit.stack} ${kit.below}`}>
      <h3>{text.title({ page: pagesText.titles[page] })}</h3>
      <p>{text.about[page]}</p>
      <h4 className={kit.caption}>{text.first}</h4>
      <div className={kit.wrap}>
        {ACTIONS[page]
          .filter(({ call: { command } }) => !hidesCommand(state, command))
          .map(({ name, call }) => (
            <Button key={name} onClick={leave(() => runCall(call))}>
              {text.actions[name]}
            </Button>
          ))}
      </div>
      <h4 className={kit.caption}>{text.terms}</h4>
      <div className={kit.wrap}>
        {TERMS[page].map((id) => (
          <Button key={id} tone="quiet" size="small" onClick={leave(() => run('glossary.open', { term: id }))}>
            {findTerm(id)?.term}
          </Button>
        ))}
        <Button size="small" onClick={leave(() => run('glossary.open'))}>
          {text.glossary}
        </Button>
      </div>
    </section>
  )
}
