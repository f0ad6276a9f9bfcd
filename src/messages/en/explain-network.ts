/**
 * @file Explanations of problems in a drawing, between a network and its data, and of advice: why they matter, and what
 * people usually do, keyed by code.
 */

export const network = {
  'unknown-column':
    'Inputs and outputs refer to columns of the data by name, and no column has this name. The dataset was probably changed after the network was built. Choose an existing column, or leave the choice to Netloom.',
  'column-no-target':
    'An output can predict a number, a class, an image, or text that is prepared as IDs. Times and series cannot be predicted. Convert the column to a category or a number first, or predict another column.',
  'column-is-target':
    'The network would see the answer that it is supposed to predict. Its accuracy would look perfect during training, but on new data the answer is missing. Use this column only for the output.',
  'window-has-target':
    'A network can forecast a number from its own earlier values. With an offset of 0, the window ends at the current row, so the network would see the value that it is supposed to predict. With an offset of 1, it ends one row earlier.',
  'columns-apart':
    'An input is one tensor. Columns can share an input if their shapes differ only on the last axis: for example, several single numbers, or several series of the same length. IDs of words or categories need a separate input with an Embedding layer.',
  'steps-not-here':
    'The code that prepares text, times, and similar columns loads shortly after the page, so that the page opens faster. Until then, Netloom does not know the shape of this input. If this message does not go away, reload the page.',
  'no-columns-left':
    'Every column is used by another input, is the target, or is excluded (see Data > Prepare). An input needs at least one column. Choose its columns yourself, or take some from another input.',
  'image-with-columns':
    'An image is a grid of pixels, and the other columns are single numbers, so they do not fit into one tensor. Use two inputs, one for the image and one for the numbers, and join the branches later with Concatenate.',
  'label-twice':
    'Inputs and outputs are identified by name. If two have the same name, neither Netloom nor an exported model can distinguish them. Rename one of them.',
  'input-shape':
    'A shape that you enter takes priority over the shape of the data, and the two do not match. The layers after the input were checked with the entered shape, but would get data of the other shape. Clear the shape to use the shape of the data.',
  'embedding-too-small':
    'An Embedding is a table with one vector for each ID: each word, character, or category. The preparation of the column sets how many IDs there can be, including padding and unknown words. An ID without a vector would stop the training. Enlarge the table, or choose a smaller vocabulary under Data > Prepare.',
  'loss-missing':
    'The loss is the number that training minimizes, and each output needs its own loss. Choose a loss for this output in the training settings at the top.',
  'loss-misfit':
    'A loss measures one kind of prediction: class probabilities, yes or no, or a number. For any other kind its value has no meaning. Common choices are cross-entropy for classes, binary cross-entropy for two classes and for images, and squared or absolute error for numbers.',
  'loss-unordered':
    'The squared EMD costs more the farther a prediction is from the true class, so it needs classes with an order, such as bad, fair, good. If the classes are not ordered, neighbors in the list count as near, although they may have nothing in common.',
  'smoothing-unused':
    'Label smoothing makes the target slightly less certain, such as 0.9 instead of 1 for the true class. Only losses that compare probabilities can use it. Here it has no effect.',
  'output-shape':
    'The loss compares the output with the label number by number, so both need the same shape. For classes or numbers, add Flatten before the last Dense layer, or global average pooling, which needs far fewer weights. For an image, upsampling must undo the shrinking by strides and pooling, so that the output is as large as the target image.',
  'output-units':
    'The last layer must output one number per class or quantile, or a single number for a quantity or a yes-or-no question. Only then can the result be compared with the correct answer. Change the number of units or filters of the last layer.',
  'activation-misfit':
    'Cross-entropy expects probabilities that add up to 1, which softmax produces. Sigmoid produces a separate probability for each class, and these do not have to add up to 1. If the network predicts a quantity, which can be any number, the last layer must be linear.',
  'all-frozen':
    'Frozen layers keep their weights, which is useful for layers of a model that is already trained. If all layers are frozen, no weight can change and the loss stays the same. Unfreeze at least the last layer with weights.',
  'advice-dropout-end':
    'During training, dropout sets some numbers, chosen at random, to 0 so that neurons cannot rely on each other. Right before the output, these numbers are the prediction itself, so the prediction would often be wrong. Put dropout between hidden layers, or delete it.',
  'advice-one-unit':
    'All layers after this one see a single number per example or per position. Everything learned before must fit into this one number, which rarely works. Autoencoders use narrow layers on purpose, but seldom as narrow as 1.',
  'advice-batch-of-one':
    'Batch norm subtracts the mean of a batch and divides by its standard deviation. With a batch of one, this is the mean of a single example, but predictions use the mean of many examples, so the two do not match. If each example is a single vector, the mean of each feature is the value itself, so the result is always 0 and nothing can be learned. Use batches of 16 or more, or layer norm, which works on each example separately.',
  'advice-momentum':
    'During training, batch norm uses the mean and variance of each batch. For predictions it uses moving averages of them. A momentum of 0.99 averages over about the last 100 steps, so in a short run the averages belong to weights that have changed since, and the validation can be as bad as guessing while the training accuracy is high. A momentum of 0.9 follows within about 50 steps.',
  'advice-equal-weights':
    'With identical weights, all units output the same. They can become different only if later layers have different weights, so that each unit gets a different gradient. With relu and weights of 0, the weights never change at all. Glorot is the usual choice, or He for relu.',
  'advice-start-weights':
    'He initializers use larger weights to make up for relu, which sets about half of its inputs to 0. With tanh or sigmoid, these weights are too large: many sums reach the flat part of the activation curve, which passes on almost no gradient. Glorot initializers are designed for these activations.',
  'advice-selu-start':
    'The constants of selu keep mean 0 and standard deviation 1 from layer to layer. This works only if the variance of the initial weights is 1 divided by the number of inputs, as with LeCun initializers. With other initializers the values drift, and selu has no advantage over elu.',
  'advice-softmax-scores':
    'A hinge loss requires the score of the true class to exceed the others by at least 1. Softmax and sigmoid keep scores between 0 and 1, so this margin is out of reach and the gradient fades. With a hinge loss, use a linear last layer.',
  'advice-linear-layers':
    'A linear layer multiplies by a matrix, and two multiplications in a row are one multiplication by another matrix. However many such layers there are, the network can only draw straight lines. An activation such as relu between them bends the lines.',
  'advice-softmax-twice':
    'Softmax turns scores into probabilities. A second softmax treats these probabilities as scores. They all lie between 0 and 1, so the result is nearly even: of ten classes, even the most likely one gets at most 0.23. The loss cannot become small, so remove one of the two.',
  'advice-no-gradient':
    'Weights learn from gradients, which are passed back from layer to layer. A layer that always outputs the same value, or that uses its inputs only as row numbers in a table (Embedding), has no gradient to pass on. Layers that feed only into it keep their initial weights.',
  'advice-plain-tensorflow':
    'Netloom has its own engines, which train several times faster than TensorFlow.js. They train a network as a whole or not at all, so a single layer that they do not support makes every step slower. The result is the same. Replace the layer if you can, or accept the longer training time.',
  'advice-many-parameters':
    'With thousands of weights per example, a network can memorize the examples instead of learning a general pattern. Most of these weights are usually in a Dense layer after Flatten: add a pooling layer before Flatten, or use fewer units. To reduce the risk without making the network smaller, use dropout, an L2 penalty, or early stopping.',
  'advice-learning-rate':
    'The learning rate scales every step, and each optimizer has a usual value that works for most networks. A value a thousand times as large overshoots, so the loss grows or becomes NaN. Start with the usual value, then try values three times larger and three times smaller.',
} as const

export const drawing = {
  'unknown-kind':
    'The file contains a layer type that this version of Netloom does not have. It may come from a newer version. Replace the layer with another one, or open the project in the version that saved it.',
  'param-range':
    'Every number in a layer’s settings has limits. Outside these limits, it has no meaning, or a browser cannot compute the layer. Netloom keeps your value, but cannot build the layer with it. The fix uses the closest valid value.',
  'param-type':
    'The value has the wrong type, such as text where a number is needed. This happens in files that were edited manually or written by another program. Enter a new value in the inspector on the right.',
  'param-unknown':
    'The layer has no parameter with this name, so Netloom ignores it. Often the name is misspelled, or comes from another framework. The inspector on the right lists all parameters of the layer.',
  'param-choice':
    'This parameter accepts only a few options, and the value is not one of them. The fix uses the layer’s default.',
  'kernel-too-large':
    'A convolution slides its kernel over the input, and a pooling layer slides a window of its pool size. With "valid" padding, these must fit inside the input. Each such layer shrinks the image, so after several layers little is left. Use "same" padding, a smaller kernel or pool size, or one fewer pooling layer.',
  'needs-rank':
    'Layers expect data of different shapes: Dense needs a vector of features; LSTM needs steps with features; Conv 2D needs height, width, and channels. Flatten turns the numbers into one vector. Reshape rearranges them without changing any of them.',
  'no-input':
    'The input is where the data enters the network. It has no weights: it only sets which columns go into the first layer, and in which shape. Add an Input node and connect it to the first layer.',
  'no-output':
    'The output is where the prediction is compared with the correct answer. Without an output there is no loss, so the network cannot learn. Add an Output node after the last layer.',
  'missing-input':
    'A layer computes its result from its inputs, so each input needs a wire. Layers that join inputs, such as Add and Concatenate, need at least two. Connect another layer to this one, or delete this layer if you do not need it.',
  'extra-input':
    'Most layers work on a single tensor. To combine two branches, join them first: Add sums tensors of the same shape, and Concatenate puts them side by side. An Input node accepts no wires because the data feeds it.',
  cycle:
    'Each layer is computed once, after the layers before it. In a loop, every layer waits for another one, so none can start. Delete the wire that leads back. To remember values from step to step, use a recurrent layer such as LSTM.',
  'wire-from-output':
    'The output is the end of the network, where predictions are compared with the labels. If another layer needs the same numbers, draw a second wire from the layer before the output. A layer can feed as many layers as you like.',
  'dangling-wire':
    'The file contains a wire whose start or end is not in the network. No data flows through it, so deleting it changes nothing. This happens when a file was edited manually.',
  'duplicate-id':
    'Wires refer to nodes by ID, so two nodes with the same ID cannot be distinguished. Only the first one is used. This happens when a file was edited manually. Delete one of the two and add it again.',
  unused:
    'No path leads from this layer to an output. It does not affect the prediction, and no gradient reaches it. It is excluded from training and from all counts. Connect it, or delete it if you do not need it.',
  'needs-features':
    'This layer works along the last axis, the features. A single number per example has no axis at all. Turn it into a vector first: reshaping to one axis of length 1 is enough.',
  'axis-range':
    'Axes are counted from 1, excluding the batch axis, and -1 means the last one. The input has fewer axes than this number. In most cases you want -1: the features, or the channels of an image.',
  'shapes-differ':
    'Add, Multiply, and Average work number by number, so all inputs need the same shape. With "same" padding a branch keeps its size. If the channels differ, put a 1×1 convolution on the shortcut, with as many filters. If the other branch shrinks the image, use its stride.',
  'concat-differ':
    'Concatenate puts its inputs side by side along one axis, usually the channels. All other axes must match. Branches with different strides or padding differ in height and width. Match them with "same" padding, a stride, or pooling.',
  'reshape-size':
    'Reshape rearranges the same numbers, so the product of the sizes must stay the same. Use -1 for one size, and Netloom calculates it. To change the number of values, use a layer with weights, such as Dense.',
  'reshape-unknown':
    'One size can be -1, and Netloom calculates it from the others. The product of the other sizes must divide the number of values evenly, and only one size may be -1. Compare the sizes with the shape of the input.',
  'permute-order':
    'Permute reorders the axes. The list says which old axis becomes the first, which becomes the second, and so on. Axes are counted from 1, excluding the batch axis, and each axis must appear exactly once. To swap the steps and features of a sequence, use 2, 1.',
  'crop-too-large':
    'Cropping removes rows and columns on every side, and here nothing would remain. Earlier layers may already have shrunk the image. Crop less, or crop closer to the input.',
  'input-no-shape':
    'The shape of an input comes from the data, and no data is loaded yet. Choose a dataset, and Netloom works out the shapes of all layers. You can also enter a shape in the inspector on the right.',
  'layer-too-large':
    'Each weight takes four bytes, and training also stores its gradient and the state of the optimizer. A layer this large does not fit into a single browser buffer. The usual cause is a Dense layer after a large image. Add a pooling layer before Flatten, or replace Flatten with global average pooling.',
  'training-too-large':
    'Training keeps the weights, their gradients, the optimizer state, and all activations of a batch in memory. A browser closes a tab that uses too much memory, so Netloom does not start the training. Smaller batches reduce the activations. Fewer units and more pooling reduce the weights: the Cost panel shows where they are.',
  'block-unknown':
    'This node uses a block whose contents are missing, so it cannot be expanded. This happens when a file was edited manually or only partly pasted. Delete the node and insert the block again.',
  'block-in-itself':
    'Blocks are expanded before the network is computed, including blocks inside blocks. A block that contains itself would expand forever. Delete the inner block. To use a block several times in a row, set its repeat count.',
  'block-no-repeat':
    'Repeating a block connects the outputs of one copy to the inputs of the next. The block needs as many outputs as inputs, and at least one of each. Change the ports of the block, or set repeat to 1 and insert it several times.',
  'block-too-large':
    'Blocks are expanded before the network is checked, and repeats inside repeats multiply. Above the limit, a check would take seconds, and training would take hours. Lower a repeat count, here or in an outer block.',
  'block-end':
    'Inputs and outputs connect a network to its data and labels, and they belong to the network as a whole. A block can be used many times, so it has ports instead. Move the node out of the block and connect it to a port of the block.',
  'expression-unreadable':
    'A value that starts with = is calculated from the parameters of the block, such as =filters*2. Netloom could not read this calculation: a part is missing or does not belong there, or the text is too long. You can use numbers, parameter names, parentheses, and the usual operators.',
  'expression-name':
    'Expressions can only use the parameters of their own block. The name may be misspelled, or the parameter was renamed or removed. Use one of the listed parameters, or add this one to the block.',
  'expression-no-number':
    'Calculations need numbers, and this parameter is text or an option. You can pass its value on unchanged, as =name, but not calculate with it. Remove it from the calculation.',
  'expression-not-finite':
    'The result is not a usable number: the expression divides by 0 or becomes too large. The result depends on the values that the block is used with. Keep a divisor above 0 with max, as in filters/max(1, groups), or change the values of the block.',
} as const
