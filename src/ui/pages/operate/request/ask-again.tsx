/** @file AskAgain: what the champion and the challenger say to the same input now. */
import { useState } from 'react'
import { Refusal, say } from '../../../../messages/message'
import { ALIASES } from '../../../../catalog/lowered-stage'
import type { VersionRef } from '../../../../ops/service-spec'
import { percent } from '../../../../messages/format'
import { Button } from '../../../kit/button'
import type { ShownAnswer } from '../url/answer'
import { useDesk, useOperate } from '../use-operate'
import { askVersion } from './ask-version'
import styles from './request.module.css'
import type { Brought } from './use-request'

type Said = { readonly who: string; readonly answer: ShownAnswer } | { readonly who: string; readonly trouble: string }

export function AskAgain({ brought: { input, set } }: { readonly brought: Brought }) {
  const desk = useDesk()
  const aliases = useOperate((state) => state.aliases)
  const serving = useOperate((state) => state.serving.tag === 'on')
  const [said, setSaid] = useState<Said>()
  const model = set?.record.name
  if (!model || !input || input.kind === 'watched') return null

  async function ask(who: string, ref: VersionRef): Promise<void> {
    if (!input || input.kind === 'watched') return
    try {
      setSaid({ who, answer: await askVersion(desk, ref, input) })
    } catch (error) {
      setSaid({ who, trouble: error instanceof Refusal ? say(error.said) : String(error) })
    }
  }
  return (
    <>
      <div className={styles.buttons}>
        {ALIASES.map((alias) => {
          const version = aliases[model]?.[alias]
          return version === undefined ? null : (
            <Button
              key={alias}
              size="small"
              disabled={!serving}
              title={serving ? `${model} version ${version}` : 'Serve first'}
              onClick={() => void ask(`${alias}, version ${version}`, { model, version })}
            >
              {`Ask the ${alias}`}
            </Button>
          )
        })}
      </div>
      {said && (
        <p className={styles.again} role="status">
          <b>{said.who}</b>
          {'answer' in said ? answerWords(said.answer) : said.trouble}
        </p>
      )}
    </>
  )
}

function answerWords({ status, words, chances: [first] }: ShownAnswer): string {
  return status === 200 && first ? `${words}, ${percent(first.chance)} sure` : words
}
