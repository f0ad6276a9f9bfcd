/**
 * @file Text of the runbooks, in Markdown. A link runs a command, `[text](<run:id {"json":"arguments"}>)`, or opens a tab,
 * `[text](<show:tab>)`. Names in braces are filled in from the incident. Text after a link and a colon is omitted when the command of the
 * link cannot run.
 */
import { defineText } from '../../define'

export const runbooksText = defineText('gallery/runbooks', {
  'bad-version': `# A version gives bad answers

Bad requests come from one version, or began when an alias or a traffic share changed. Suspect the version first: everything was fine before.

1. Look at two or three of the requests above. Are they wrong, late or unanswered? Do they all name the version {version}?
2. Take its traffic away before you look for the cause. Is it a running canary? Then [roll back the canary](<run:canary.rollback {"why":"runbook"}>). Is it the challenger of a split? Then [take {challenger} out of the split](<run:canary.share {"percent":0}>): from the next request on, the champion answers everything.
3. Is it the champion? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>): from then on, every answer comes from the previous version.
4. Watch the short windows in [Objectives](<show:objectives>). Availability and latency recover within five minutes of the last bad request. Accuracy recovers later, when the labels of the earlier requests have arrived, and may get worse until then.
5. Now look for the cause: compare it with the champion in [the registry](<show:registry>), or [open the version {version}](<run:registry.open {"model":"{model}","version":{number}}>) with its network, data and model card as a project.
6. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  drift: `# Inputs have drifted

The inputs or the predictions differ from the reference in one window after another, {feature} most of all. No labels show wrong answers yet. They arrive later, so this may be the first warning.

1. See [how far each feature has drifted](<show:drift>), and since when. PSI measures the size of the drift. The p-value says whether it could be due to chance.
2. Look at the requests above: they are the most unusual ones. Has the world changed, or has something in the measurement, such as a camera, a unit or a broken source?
3. A feature that does not change for hours, or is missing more often than usual, has a broken source. Fix the source. Retraining does not help.
4. Do the predictions drift while no input does? Then a different version is answering. Is it the challenger of a split? Then [take {challenger} out of the split](<run:canary.share {"percent":0}>). Is it the champion? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>).
5. Are the answers still correct? See the [accuracy estimated without labels](<show:drift>), and [label some of these requests](<show:labels>) to be sure.
6. Let the service answer less until it is fixed: raise the threshold of _Abstain_ in [the service diagram](<show:drawing>), so that unsure predictions are withheld.
7. Has the world changed for good? [Start a retraining round](<run:retraining.start {}>): label, train, and move the alias through its gate.
8. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  failing: `# Requests get no answer from a model

Requests end with 429, 500 or 503 instead of an answer, which callers notice at once. Or a fallback answers in place of the model, which only labels reveal.

1. See above how the requests end. _unready_: no replica is warm. _limited_: more requests arrive than the limit allows, or the queue is full. _failed_: a model was called and could not answer. _fallback_: no model could answer, and a fallback that has not seen the input did.
2. _unready_ after a crash: replicas restart cold, automatically. More than one replica, and a fallback behind the model, keep answers coming in the meantime. Add them in [the service diagram](<show:drawing>).
3. _limited_: is it a burst? It will end. Is it every day? Then the limit, the queue or the number of replicas is too small for the traffic.
4. _failed_ for one version: [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>). If it is the challenger, [take {challenger} out of the split](<run:canary.share {"percent":0}>).
5. Is the service not running at all? [Start the service](<run:service.start>).
6. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  slice: `# One slice is worse than the rest

Bad requests come from the slice “{slice}”, while the others are unchanged. The overall accuracy hides this. By the time it moves, the slice has been bad for a long time.

1. Look at the requests above: what do they have in common that others do not?
2. Has the slice grown? Then it was as bad before, and is only now visible. Is it as large as before? Then its inputs have changed, or the version that answers it has.
3. See which slice is worst, and in which version, in the debug dashboard of [Live](<show:live>). The gate of a version in [the registry](<show:registry>) names the slice where it is worst compared with the champion.
4. Was the slice fine with another version? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>). If it is the challenger, [take {challenger} out of the split](<run:canary.share {"percent":0}>).
5. Is the model less confident about this slice than about the rest? Raise the threshold of _Abstain_ in [the service diagram](<show:drawing>), so that unsure predictions are withheld. Wrong but confident predictions still get through.
6. The lasting fix is labeled examples of this slice in the training data: [label some](<show:labels>), and [start a retraining round](<run:retraining.start {}>).
7. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  slow: `# Responses are late

Requests are answered, but not within the time of the objective. Either they wait in the queue, or a stage takes longer than before.

1. See above where the time goes. _Waiting for a replica_ means that the queue is too long. A stage by its name means that its work got slower.
2. Is it the queue? It ends with the burst, and sooner with more replicas of the model stage: [set how many](<show:url>).
3. Do requests wait after each pause, and is there little traffic? Then replicas stop when they are idle, and the next request waits for a cold start. The on-call dashboard of [Live](<show:live>) counts them. Set the idle minutes of the model stage to 0 in [the service diagram](<show:drawing>) to keep replicas warm.
4. Is it the work, with no more traffic than usual? Then a replica is slow, and stays slow when the service restarts. More replicas take over while it is busy, and a cache that keeps answers longer saves it from repeated requests: [set both](<show:url>).
5. Did it begin with another version? Then that version is slower: [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>). If it is the challenger, [take {challenger} out of the split](<run:canary.share {"percent":0}>).
6. Watch the five-minute window in [Objectives](<show:objectives>), write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  'wrong-answers': `# Answers are wrong

The labels show more wrong answers than the objective allows. No single version or slice stands out yet. Nothing fails and nothing is late, so only labels reveal it.

1. Labels arrive late: the problem began before it became visible. Look at the requests above, and at when they came.
2. Do two versions answer, and is one wrong more often? Compare them in the debug dashboard of [Live](<show:live>). Is it the challenger of a split? Then [take {challenger} out of the split](<run:canary.share {"percent":0}>): from the next request on, the champion answers everything.
3. Are the predictions less confident than before? Then the inputs differ from the training data: see [which column drifted](<show:drift>), and since when.
4. Are they as confident as ever? Then the truth has changed, or the labels are wrong: [label some of these requests](<show:labels>) yourself.
5. Let the service answer less until it is fixed: raise the threshold of _Abstain_ in [the service diagram](<show:drawing>), so that unsure predictions are withheld.
6. The lasting fix is a version trained on current data: label, train, and move the alias through its gate.
7. Was an earlier version better? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>).
8. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
})
