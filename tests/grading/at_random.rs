//! What a student typed into cards chosen at random, none of them looked at while the rules were
//! made: a card a line, then what is right, what is close, and what is wrong.

pub(super) const TABLE: &str = r"
query-vector/term: query; the query vector; queries |  | key vector; value
key-vector/term: keys |  | query
key-vector-scale/c1: sqrt(d_k); \sqrt{d_k}; $\sqrt{d_k}$ |  |
key-vector-scale/c1: the square root of the key dimension; d_k^0.5; d_k^{1/2} |  |
key-vector-scale/c1:  | d_k |
key-vector-scale/c1:  |  | d_k^2; sqrt(n)
value-vector-sum/c1: weighted sum; sums |  | product; difference
n-in-n-out/c1: output vector; one output |  | input
permutation/term: permutation equivariant |  | permutation invariance; equivalence
permutation-swap/c1: equivariant; permutation equivariant |  | invariant; covariant
transformer-traits/items: attention mechanism; skip connections; residual links |  |
transformer-traits/items: not recurrent; takes inputs of any length |  |
transformer-traits/items:  |  | recurrence; fixed length input; convolution; no attention
transformer-traits/items:  |  | no residuals
transformer-traits-recurrence/c1: recurrent state |  | attention
absolute-pe/term: absolute position embeddings |  | relative positional encoding; rotary encoding
absolute-pe-added/c1: they are added | added elementwise | concatenated; multiplied
relative-pe/term: relative position encodings | relative positions | absolute position encoding
relative-pe-count/c1: 1 + 2k; 2*k + 1; 2k + 1 |  | 2k; 2k-1; k+1
rope/term: RoPE; rotary positional embeddings; rotary position encoding |  |
rope/term:  |  | relative positional encoding
rope-values/c1: value vectors |  | keys
rope-interpolation/term: position interpolation |  |
rope-interpolation-index/c1: 1500; 1,500.0 |  | 1501; 150
mqa/term: MQA; multiquery attention |  | multi-head attention; GQA; grouped query attention
gqa/term: grouped query attention |  | multi-query attention
gqa-heads/c1: eight; 8 key heads |  | 4
flash-attention/term: flash attention |  | sparse attention
flash-attention-memory/c1: linear; O(n) |  | quadratically; nonlinearly; O(N^2)
autoregressive/term: autoregressive model; auto-regressive modelling |  | masked language modeling
bert/term: BERT |  | GPT; BART
bert-mask/c1: 15 percent; fifteen |  | 50; 1.5
llm-limits/items: bad at reasoning; poor planning; knowledge is outdated |  |
llm-limits/items: knowledge cut-off; sensitive to the prompt's format |  |
llm-limits/items: hallucinates citations; makes up references; can't plan |  |
llm-limits/items: knowledge becomes stale |  |
llm-limits/items:  |  | good at planning; up-to-date knowledge; expensive
llm-limits/items:  |  | robust to prompt format; citations are correct
llm-limits-stale/c1: out-of-date; outdated |  | fresh; up to date
perplexity/term: PPL |  | cross-entropy; complexity
perplexity-sign/c1: minus; - |  | plus
perplexity-normalizer/c1: tokens in the text |  | characters
perplexity-function/c1: exponential function; exp |  | log; logarithm
perplexity-worked/c1: 4.0; PPL = 4 |  | 2
perplexity-uniform/c1: the vocabulary's size |  | 1
bpe/term: byte-pair encoding; BPE |  | WordPiece; byte pair decoding
bpe-bytes/c1: 256; 2^8 |  | 255; 265
bpe-steps/s3: bytes or characters; characters |  | words
bpe-steps/s4: join; merges |  | split
bpe-steps-count/c1: 744 merges |  | 1000
eos/term: EOS token; end of sequence token; <eos> | end token | start token; padding token
greedy/term: greedy decoding; greedy generation |  | beam search
direct-sampling/term: ancestral sampling |  | top-k sampling
top-k/term: top k |  | top-p
nucleus/term: top p sampling |  | top-k sampling
top-k-temperature/c1: greedy |  | uniform sampling
nucleus-count/c1: three; 3 tokens |  | 2
zero-shot/term: zero shot; 0-shot |  | one-shot; few-shot prompting
icl-weights/c1: 0 weights; zero weights |  | all
cot/term: CoT prompting; chain of thoughts |  | few-shot
self-consistency/term: self consistency |  | self-supervision; inconsistency sampling
self-consistency-vote/c1: a majority vote; majority voting | minority vote |
auto-prompt-opro/c1: a large language model; the LLM itself |  | gradient descent
rlhf/term: RLHF |  | reinforcement learning; RLAIF
rlhf-bias/c1: social biases |  | variance
instructgpt-steps/s3: a reward model |  | language model
instructgpt-steps/s4: proximal policy optimisation |  | DPO
jailbreak/term: jailbreak |  | red teaming
supervised/term: supervised |  |
supervised/term:  |  | unsupervised learning; semi-supervised learning
supervised/term:  |  | self-supervised learning
unsupervised/term:  |  | supervised learning
self-supervised/term: self supervised learning |  | unsupervised learning
self-supervised-targets/c1: the data themselves; raw inputs |  | labels
rl/term: RL |  | supervised learning
rl-signal/c1: a reward |  | penalty label
continual-learning/term: incremental learning |  | continuous integration
regression/term: regression |  | classification; regression test
capacity/term: model's capacity |  | variance
capacity-underfitting/c1: under-fitting |  | overfitting
capacity-overfitting/c1:  |  | underfitting
regularization/term: regularisation |  | normalization
regularization-judge/c1: validation error; test |  | training
hockey-stick-binary/c1: 0.1/0.9; \frac{1}{9}; 0.11; 1/9 |  | 9; 0.1
hockey-stick-regression/c1: 50.0 |  | 45
full-gd/term: batch gradient descent; full batch GD |  | mini-batch gradient descent; SGD
minibatch-gd/term: minibatch gradient descent |  | batch gradient descent
sgd/term: stochastic GD |  | gradient descent
sgd-strict/c1: just one |  | a few
norm-layers/items: batchnorm; layer normalisation |  | group norm; weight normalization
norm-layers-rms/c1: RMSNorm |  | layer norm
layer-norm/term: layernorm |  | batch norm
layer-norm-axis/c1: hidden features |  | batch
layer-norm-parts/c1: its mean |  | median
batch-norm-inference/c1: running mean |  | batch
softmax/term: softmax |  | sigmoid; softplus
softmax-equal/c1: 1/4; 25 %; .25 |  | 0.2
softmax-total/c1: 1.0; 100 percent |  | 0
softmax-worked/c1: \frac{3}{4}; 0.750; 3/(3+1) |  | 0.7
gelu/term: gaussian error linear units |  | ReLU; SELU
gelu-cdf/c1: cumulative distribution function; \Phi(x) |  | PDF; density
gelu-worked/c1: 1.9544; 1.95; 2 · 0.9772 |  | 2.0; 1.9
no-activation/items: output of a regression network; QKV projection; linear bottlenecks |  |
no-activation/items: depthwise separable convolutions |  |
no-activation/items:  |  | hidden layers; classification output
sigmoid-bce/c1: a sigmoid |  | softmax
sigmoid-bce/c2: BCE; binary cross entropy loss |  | mean squared error; hinge loss
sigmoid-bce-zero/c1: one half; .5 |  |
softmax-ce-start/c1: -ln(0.1); ln 10; 2.3; \ln 10 |  | 2.4; log 2
softmax-ce-true/c1: natural log |  | exponential
linear-l2-huber/c1: linear |  | nonlinear
linear-l2-huber-cost/c1: 5/2 |  | 25
linear-l2-huber-noise/c1: normal |  | Laplace
inductive-bias/term: inductive biases | bias | deductive bias
bias-examples/items: RNNs; GNNs | CNNs share filters across places | MLP
mlp-cons/items: doesn't share weights across space; fixed-length inputs; no memory |  |
mlp-cons/items: ignores edges; lack of weight sharing; input size is fixed |  |
mlp-cons/items:  |  | has memory; weight sharing is too strong; too few layers; can use edges
rnn-problems/items: can't be parallelised; exploding gradient problem |  |
rnn-problems/items: must go step by step; long term dependencies |  |
rnn-problems/items: gradients vanish or explode |  |
rnn-problems/items: difficult to learn long-range dependencies |  |
rnn-problems/items:  |  | easy to parallelize; short-range dependencies; parallelism is high
rnn-problems/items:  |  | gradients don't vanish
rnn-problems-gradients/c1: vanishes to zero |  | explodes
conv-filter/term: convolutional filters |  | pooling layer
conv-filter-weights/c1: 3*3*64; 9·64 |  | 577
conv-filter-side/c1: 112×112 |  |
gnn-input-shape/c1: 5 × 5; 5 by 5 |  | 5×3; 25
embedding/term: embeddings |  | hidden state
transfer-init/term:  | initialization by transfer | random initialization
small-data-transfer/c2: transfer learning |  |
small-data-transfer-layers/c1: first few |  | last
transfer-embedding/s2: last but one | last |
transfer-finetune/s2: last |  | first
imagenet-steps-preprocessing/items: float 32; mean of the channels; range of the values |  |
imagenet-steps-preprocessing/items:  |  | augmentation; no mean
lora/term: low rank adaptation | adapter | high-rank adaptation
lora-count/c1: 8*(4096+4096); 65536 numbers |  | 65,535
lora-steps/s5: merge |  |
lora-steps-zero/c1: matrix B |  | A
artifact-noise/c1: label noise |  |
dedup/term: de-duplication | duplication |
dedup-jaccard/c2: 0.6667; 8/12; 2/3 |  | 0.6; 3/2
scraped-datasets/items: wikipedia articles; source code; pile |  |
scraped-datasets/items:  |  | ImageNet; the Stack Overflow survey
dl-risks/items: people lose their jobs; AI weapons; deep fakes; manipulating the media |  |
dl-risks/items:  |  | job creation; climate change; overfitting; better privacy
dl-risks/items:  |  | trustworthy content; no surveillance
dl-risks-policing/c1:  | police |
ai-regulation/items: AI isn't clearly defined; hurts startups |  |
ai-regulation/items:  | clear definition |
ai-regulation/items:  |  | AI is clearly defined; helps startups
unit-test/term: unit tests |  | integration test
integration-test/term:  |  | unit test
regression-test/term:  |  | regression
sanity-test/term: sanity checks |  | smoke test
pretrain-tests/items: loss goes down; gradients reach all layers; shape of the output |  |
pretrain-tests/items: accuracy at chance level; no data leak; check for leakage |  |
pretrain-tests/items:  |  | loss goes up; high accuracy; weights stay the same
pretrain-tests/items:  |  | gradients vanish
posttrain-tests/items: robust to perturbations; directional |  | equivariance; variance
overfit-check/s2: regularisers |  |
overfit-check/s3: 0 |  | one
mlops/term: ML ops |  | DevOps
mlops-principles/items: reproducible results; explainable; good software engineering |  |
mlops-principles/items:  |  | irreproducibility; no reproducibility
cicd-pipeline-cd/c1: continuous delivery |  | deployment; integration
orchestration-dag/c1: acyclic |  | cyclic
docker-container/c1:  | container |
kubernetes/term: k8s |  | docker
monorepo/term: mono-repo |  | polyrepo
monorepo-tradeoffs/items: can reuse code; one set of dependencies; refactoring is easier |  |
monorepo-tradeoffs/items: teams work together |  |
monorepo-tradeoffs/items:  |  | no collaboration; slow builds; difficult collaboration
monorepo-tradeoffs/items:  |  | more secure; refactoring is harder; separate dependencies
exp-tracking/term:  |  | experiment versioning
exp-versioning/term:  |  | experiment tracking
model-versioning/term:  |  | dataset versioning
why-versioning/items: reproducing results; find bugs; don't lose knowledge |  |
why-versioning/items: easier debugging |  |
why-versioning/items:  |  | lose knowledge; faster training; can't reproduce results
why-versioning/items:  |  | harder debugging
value-vector/term: v vector |  | key
value-vector-sum/c2:  |  | keys
transformer-traits-attention/c1: self attention |  | cross-attention
transformer-traits-residual/c1: skip-connection | residual block |
transformer-traits-length/c1: arbitrary length; any number of tokens |  |
transformer-traits-length/c1:  |  | fixed length; a short length
absolute-pe-cosine/c1: cos; cosine functions |  | sines; cosecant
gqa-cache/c1: 4x; four times |  | 8; 1/4
gqa-single/c1: 1.0 |  | 32
autoregressive-sum/c1: total |  | product; mean
llm-limits-planning/c1: multi-step reasoning; planning ahead |  | memory
llm-limits-format/c1: prompt formatting |  | meaning
llm-limits-citations/c1: its sources | fake citations | numbers
perplexity-base/c1: two |  | e; 10
bpe-steps/s1: vocabulary size |  |
bpe-steps/s2: a text corpus |  |
bpe-steps/s5:  | repeating | stop
bpe-steps-pair/c1: pair of adjacent tokens |  | single token; triple
few-shot/term: few-shot |  | zero-shot prompting; one-shot
icl/term: in context learning |  | transfer learning
cot-cue/c1: step by step. |  | fast
expert-prompting/term: role prompt | persona | few-shot prompting
auto-prompt/term: automated prompt engineering |  | prompt tuning
instructgpt-steps/s1: pre-train |  | fine-tune
instructgpt-steps/s2: demos |  | rankings
instructgpt-steps-ppo/c1: PPO algorithm |  | TRPO
instructgpt-steps-ppo/c2: KL-divergence; Kullback–Leibler |  | L2
continual-learning-forgetting/c1: forgetting |  | remembering
hockey-stick/term: bias initialisation |  | early stopping
hockey-stick-softmax/c1: log |  | squares
full-gd-updates/c1: seven updates |  |
minibatch-gd-updates/c1: 32 updates |  | 31; 64
minibatch-gd-updates/c2: eight |  | 7
norm-layers-batch/c1: batch norm. |  | layer norm
norm-layers-layer/c1: LN |  | RMSNorm
norm-layers-group/c1: GroupNorm |  | batch norm
norm-layers-instance/c1: instance norm |  | group norm
batch-norm/term: BatchNorm |  | layer normalization
layer-norm-parts/c2: gamma; \gamma; γ |  | beta
softmax-equal/c2: as before |  | changed
softmax-exponential/c1: e^x; exp(x) |  | ln
softmax-normalizer/c1: the sum |  | maximum
gelu-input/c1: x |  | y
gelu-sign/c1: minus |  | positive
no-activation-collapse/c1: a single one |  | two
no-activation-attention/c1: linear projections |  | activations
no-activation-depthwise/c1: depth-wise |  | pointwise
no-activation-bottleneck/c1: bottlenecks |  | residual
no-activation-regression/c1: a regression task |  | classification
sigmoid-bce-zero/c2: 2.0 |  | 1
sigmoid-bce-multilabel/c1: sigmoid unit |  | softmax
softmax-ce/c2: cross entropy loss | entropy | binary cross-entropy
linear-l2-huber/c2: Huber; MSE loss |  | hinge
linear-l2-huber-both/items: mean squared error; smooth L1 loss | L1 | cross-entropy
bias-examples-equivariance/c1: translation |  | rotation
bias-examples-image/c1: CNNs |  | RNN
bias-examples-sequence/c1: the same weights; parameters |  | tokens
bias-examples-graph/c1: GNN |  | CNN
mlp-cons-memory/c1: no memory; hidden state |  | layers
mlp-cons-sharing/c1:  | shared across places | learned
mlp-cons-size/c1: input size |  | color
mlp-cons-edges/c1: connections |  | nodes
rnn-problems-order/c1: sequentially |  | parallel
rnn-problems-parallel/c1: parallelization |  | sequential processing
rnn-problems-range/c1: long-term |  | short-range
rnn-problems-gradients/c2: explodes |  | vanishes
conv-filter-padding/c1: the input image |  | output
gnn-input/term: input of a graph neural network |  | GNN output
gnn-output/term:  |  | GNN input
gnn-output-edges/c1: edges |  | features
gnn-output-readout/c1: read-out |  | message passing
foundation-models/term: foundation model |  | embedding
foundation-models-clip/c1: contrastive |  | generative
small-data-transfer/c1: little; very few |  | plenty of; much
transfer-embedding/s3: linear classifier |  | CNN
transfer-embedding-frozen/c1: kept frozen |  | unfrozen; fine-tuned
transfer-finetune-head/c2: smaller |  | higher
imagenet-steps/s1: crop |  | flip
imagenet-steps-counts/c2: one thousand; 1k |  | 100
imagenet-steps-mean/c1: channel mean |  | variance
lora-memory/c1: layer activations |  | gradients
lora-steps/s1:  | freezing | unfreeze
lora-steps/s3: 0 |  | ones
lora-steps-scale/c1: r; the rank r |  | d
artifact/term: data artifact |  | label noise
dedup-jaccard/c1: Jaccard index |  | cosine
dedup-signature/c1: minhash signature |  | embedding
dataset-versioning/term: data versioning |  | model versioning
dataset-versioning-hash/c1: SHA-256 hash; hash value |  | date
scraped-datasets-pile/c1: Pile |  | The Stack
scraped-datasets-code/c1: source codes |  | images
scraped-datasets-books/c1: book |  | tweets
scraped-datasets-starcoder/c1: Stack |  | the Pile
dl-risks-jobs/c1: people lose their jobs |  | surveillance
dl-risks-surveillance/c1: mass surveillance |  | deepfakes
dl-risks-media/c1: manipulation of the media |  | use
dl-risks-military/c1: military |  | civil
dl-risks-content/c1: content | trustworthy content |
dl-risks-skills/c1: democratisation |  | loss
dl-risks-deepfake/c1: deep fakes |  |
ai-regulation-definition/c1: legal definition |  | purpose
ai-regulation-startups/c1: start ups |  | large companies
unit-test-tokenizer/c1: unit test |  | integration
integration-test-chain/c1: integration test |  | unit
regression-test-bug/c1: regression tests |  | progression
smoke-test/term: smoke tests |  | sanity test
test-types/items: smoke tests; unit testing |  | load test; disintegration
pretrain-tests-shape/c1: shapes |  | type
pretrain-tests-range/c1: value range |  | shape
pretrain-tests-step/c1: the batch's loss |  | accuracy
pretrain-tests-weights/c1: parameters |  | outputs
pretrain-tests-gradients/c1: gradient norms |  | weights
pretrain-tests-chance/c1: random guessing; 10 %; 0.1 |  | 60%
pretrain-tests-leakage/c1: data leakage |  | overfitting
pretrain-tests-loss/c1: -ln(0.01); ln(100); 4.6052 |  | 4.5; 6.64
posttrain-tests-edits/c1: invariance |  | variance
posttrain-tests-edits/c2: directional |  | bidirectional
posttrain-tests-robustness/c1: robustness |  | invariance
posttrain-tests-functionality/c1: MFT |  | maximum functionality
overfit-check/s1: one batch |  | epoch
overfit-check/s4: bugs |  | feature
overfit-check-loss/c1: 0 |  |
mlops-overlap/c1: Dev-Ops |  | MLOps
mlops-overlap/c2: data engineering |  | software engineering
mlops-principles-explain/c1: explainable AI |  | reproducibility
mlops-principles-nine/c2: monitoring the system |  | training
cicd-pipeline/s2: automated tests |  | build
cicd-pipeline/s3: is broken |  | passes
cicd-pipeline/s4: deploy |  | test
cicd-pipeline-cd/c2: continuous deployment |  | delivery
orchestration/term: orchestration |  | Kubernetes
docker/term: Docker |  | virtual machine
docker-recipe/c1: docker file |  | docker image
kubernetes-load/c1: traffic |  | weights
release-packaging/s1: its dependencies |  | data
release-packaging/s2:  | deploying | test
monorepo-trunk/c1: trunk based |  | branch-based
monorepo-tradeoffs-reuse/c1: re-use |  | review
monorepo-tradeoffs-collaboration/c1: teamwork |  | competition
monorepo-tradeoffs-security/c1: security |  | insecurity
exp-tracking-versioning/c1: experiment tracking |  | versioning
why-versioning-reproduce/c1: reproduce |  | produce
why-versioning-debug/c1: debugging | bug |
why-versioning-audit/c1: audits |  | test
academic-loop/s1: a dataset |  |
academic-loop/s3: new ideas |  |
academic-loop/s5: publish a paper |  | hide
";
