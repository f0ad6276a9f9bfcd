/** @file Explanations of problems in a service diagram: why they matter, and what people usually do, keyed by code. */

export const service = {
  'stage-too-early':
    'Confidence, agreement, and calibration are properties of a prediction. Before a model there is only the request, so there is nothing to check yet. Put the stage after the model whose predictions it should check.',
  'stage-too-late':
    'A stage that checks or prepares a request must act before a model spends time on it. After the model, the prediction already exists, so the stage has no effect. Put it between the source and the model.',
  'stage-of-shadow':
    'A shadow runs only for comparison: it gets copies of real requests, and its predictions are never returned to users. A stage after the shadow would have no effect for users and would distort the comparison with the champion. Delete the wire from the shadow to this stage, or connect the shadow to the log.',
  'model-unasked':
    'Each request is answered once. The first model on the path answers it, so a second model after it has nothing to do. A Router in between passes the low-confidence requests on to the second model.',
  'shadow-unfed':
    'A shadow never gets requests of its own, so it cannot harm any user. It needs a Shadow stage directly in front of it. That stage passes requests on to the other models and sends copies to the shadow. Add one, or give the model a different alias.',
  'ensemble-of-one':
    'An ensemble helps because several models answer the same request and make different mistakes. A Split does the opposite: it sends each request to one model. Connect the stage before the Split directly to all of the models.',
  'service-sources':
    'Requests from the scenario, the drawing pad, the camera, and the service URL all enter through one source, which gives each request its number and timestamp. Keep one source, or create a separate service for each.',
  'service-logs':
    'Every metric of a service is computed from its log: latency, error rate, drift, and error budget. A request in two logs would be counted twice. Connect all paths to one log.',
  'model-none':
    'Requests come in and are logged, but nothing answers them in between. A model stage runs the version that an alias in the registry points to. Put one between the source and the log.',
  'split-sum':
    'Each request goes to exactly one model, so the shares must add up to 100%. Below 100%, some requests would go nowhere. Above 100%, some would be answered twice. The fix scales both shares and keeps their ratio.',
  'split-no-model':
    'Requests sent to a missing model fail. This happens when a stage has been deleted or its alias has changed. Add the model, or give its share to the other model.',
  'split-astray':
    'The Split chooses a model by its alias, so in each branch a model stage must come directly after the Split. If another stage is in between, place it behind that model or in front of the Split.',
  'split-alias':
    'Only two kinds of models answer live traffic: the champion, and the challenger that may replace the champion. A shadow answers only copies, which a Shadow stage makes. Give the model a different alias, or move it behind a Shadow stage.',
  'split-twice':
    'A Split identifies the models after it by their alias. With the same alias twice, it cannot decide which model gets the share. Make one of them the challenger, or remove it.',
  'shadow-alone':
    'The stage passes requests on and copies them, but no model receives the copies, so the stage has no effect. Put a model with the shadow alias right after it, or remove the stage.',
  'model-twice':
    'Two stages with the same model and the same alias always run the same version, so the second one adds nothing. Usually one of them was meant to be the challenger or a different model. Change its alias or its model name.',
  'router-alone':
    'A cascade saves time: a small model answers the easy requests and a larger model answers the difficult ones. Without a second model, low-confidence requests end without a prediction. Put a larger model after the Router, or use Abstain instead.',
  'model-unnamed':
    'A model stage runs a model from the registry, chosen by its name. The registry can hold many models, so Netloom does not pick one for you. Choose a model.',
  'model-unknown':
    'The registry on this device has no model with this name. It may have been deleted or renamed, or the project was imported without its models. Choose another model, or train one here and save it under this name.',
  'alias-unset':
    'A stage never refers to a version number, so you can replace a model without changing the diagram. The alias decides which version runs. In the registry, drag the alias to a version; a gate checks this version first.',
} as const
