# Makes the raw golden numbers: Rscript make_golden.R FOLDER
# Not run by the tests; it documents where the numbers come from.
# Needs R with epiR, vcd, psych, pROC and jsonlite. make_golden.py tidies the output.
suppressMessages({library(epiR); library(vcd); library(pROC); library(jsonlite)})
out_dir <- commandArgs(TRUE)[1]
ver <- function(p) paste(p, packageVersion(p))
r_ver <- paste0("R ", R.version$major, ".", R.version$minor)
from <- function(...) paste0(r_ver, ", ", ...)
rec <- function(origin, input, output, ...)
  list(origin = origin, input = input, output = output, ...)
save_records <- function(name, records)
  write(toJSON(records, auto_unbox = TRUE, digits = NA, null = "null", na = "null"),
        file.path(out_dir, name))
check <- function(a, b, tol = 1e-9) stopifnot(all(abs(a - b) <= tol * pmax(1, abs(b))))
clip <- function(x) min(1, max(0, x))

# ---- two_by_two ------------------------------------------------------------
tables <- list(c(40, 21, 11, 212), c(64, 43, 36, 57), c(28, 10, 72, 90),
               c(815, 115, 208, 327), c(5, 2, 1, 9), c(3, 1, 2, 4), c(1, 1, 1, 1),
               c(9, 990, 1, 9000), c(450, 2, 3, 12), c(17, 30, 4, 49), c(1, 3, 7, 99989))
stat_names <- c(sensitivity = "se", specificity = "sp", ppv = "pv.pos", npv = "pv.neg",
                accuracy = "diag.ac", prevalence = "tp", apparent_prevalence = "ap")
res <- list()
for (tab in tables) {
  plain <- epi.tests(tab, method = "exact")$detail
  row_of <- function(d, s) d[d$statistic == s, ]
  for (method in c("exact", "clopper-pearson", "wilson", "jeffreys", "agresti")) {
    d <- epi.tests(tab, method = method)$detail
    o <- list()
    for (n in names(stat_names)) {
      x <- row_of(d, stat_names[[n]])
      # epiR's agresti puts its shrunken mid-point in "est": take the plain estimate
      o[[n]] <- list(value = row_of(plain, stat_names[[n]])$est,
                     low = clip(x$lower), high = clip(x$upper))
      if (method == "agresti")
        o[[n]] <- c(o[[n]], low_unclipped = x$lower, high_unclipped = x$upper)
    }
    # ratios from method "exact": with "agresti" epiR feeds the shrunken estimates into the SE
    for (n in c("lr.pos", "lr.neg", "diag.or")) {
      x <- row_of(plain, n)
      key <- c(lr.pos = "lr_positive", lr.neg = "lr_negative",
               diag.or = "diagnostic_odds_ratio")[[n]]
      o[[key]] <- list(value = x$est, low = x$lower, high = x$upper)
    }
    o$youden <- list(value = row_of(plain, "youden")$est)
    if (method != "agresti") {
      x <- row_of(d, "youden")
      o$youden_paired_limits <- list(low = x$lower, high = x$upper)
    }
    # cross-check by formula in base R
    tp <- tab[1]; fp <- tab[2]; fn <- tab[3]; tn <- tab[4]; z <- qnorm(.975)
    lim <- function(v, s) c(v * exp(-z * s), v * exp(z * s))
    lrp <- (tp / (tp + fn)) / (fp / (fp + tn)); lrn <- (fn / (tp + fn)) / (tn / (fp + tn))
    check(unlist(o$lr_positive), c(lrp, lim(lrp, sqrt(1/tp - 1/(tp+fn) + 1/fp - 1/(fp+tn)))))
    check(unlist(o$lr_negative), c(lrn, lim(lrn, sqrt(1/fn - 1/(tp+fn) + 1/tn - 1/(fp+tn)))))
    check(unlist(o$diagnostic_odds_ratio),
          c(tp*tn/fp/fn, lim(tp*tn/fp/fn, sqrt(1/tp + 1/fp + 1/fn + 1/tn))))
    res <- c(res, list(rec(
      from(ver("epiR"), ", epi.tests(c(tp, fp, fn, tn), method = '", method, "'); ",
           "likelihood ratios Simel log method, odds ratio log (Woolf) method, both checked ",
           "in base R; youden_paired_limits are epiR's own (lower se + lower sp - 1, upper ",
           "se + upper sp - 1), not Newcombe",
           if (method == "agresti") paste0("; epiR returns the shrunken centre as estimate here, ",
             "so values and ratios are those of method 'exact' and the interval is clipped to [0, 1]")),
      list(tp = tp, fp = fp, fn = fn, tn = tn, method = method, confidence = 0.95), o)))
  }
}
save_records("two_by_two.json", res)

# ---- proportions -----------------------------------------------------------
interval <- function(x, n, method, conf) {
  a <- (1 - conf) / 2; z <- qnorm(1 - a)
  if (method == "clopper_pearson") return(as.numeric(binom.test(x, n, conf.level = conf)$conf.int))
  if (method == "wilson") return(as.numeric(suppressWarnings(
    prop.test(x, n, conf.level = conf, correct = FALSE))$conf.int))
  if (method == "jeffreys") return(c(if (x == 0) 0 else qbeta(a, x + .5, n - x + .5),
                                     if (x == n) 1 else qbeta(1 - a, x + .5, n - x + .5)))
  nn <- n + z^2; p <- (x + z^2 / 2) / nn
  p + c(-1, 1) * z * sqrt(p * (1 - p) / nn)
}
how <- c(clopper_pearson = "binom.test", wilson = "prop.test(correct = FALSE)",
         jeffreys = "qbeta with x + 1/2, n - x + 1/2; low = 0 at x = 0, high = 1 at x = n",
         agresti_coull = "formula with z from qnorm, clipped to [0, 1]")
pairs <- list(c(0,20), c(1,29), c(15,148), c(81,263), c(20,20), c(0,1000), c(38,38), c(11,1172),
              c(40,51), c(212,233), c(1,1), c(0,1), c(500000,1000000))
res <- list()
for (conf in c(.95, .90, .99)) for (i in seq_along(pairs)) {
  if (conf != .95 && !(i %in% c(1, 2, 3, 5, 8, 9, 11))) next
  for (m in names(how)) {
    x <- pairs[[i]][1]; n <- pairs[[i]][2]; ci <- interval(x, n, m, conf)
    o <- list(value = x / n, low = clip(ci[1]), high = clip(ci[2]))
    if (m == "agresti_coull") o <- c(o, low_unclipped = ci[1], high_unclipped = ci[2])
    res <- c(res, list(rec(from("base: ", how[[m]]),
      list(x = x, n = n, method = m, confidence = conf), o)))
  }
}
newcombe <- list(list(81, 263, "wilson", .2553, .3662), list(15, 148, "wilson", .0624, .1605),
  list(0, 20, "wilson", 0, .1611), list(1, 29, "wilson", .0061, .1718),
  list(81, 263, "clopper_pearson", .2527, .3676), list(15, 148, "clopper_pearson", .0578, .1617),
  list(0, 20, "clopper_pearson", 0, .1684), list(1, 29, "clopper_pearson", .0009, .1776))
for (p in newcombe) {
  stopifnot(all(round(interval(p[[1]], p[[2]], p[[3]], .95), 4) == c(p[[4]], p[[5]])))
  res <- c(res, list(rec("published: Newcombe 1998, Statistics in Medicine 17:857-872, Table I",
    list(x = p[[1]], n = p[[2]], method = p[[3]], confidence = .95),
    list(low = p[[4]], high = p[[5]]), decimals = 4)))
}
save_records("proportions.json", res)

# ---- post_test -------------------------------------------------------------
res <- list()
nomo <- function(se = NA, sp = NA, lr = NA, pre) epi.nomogram(se, sp, lr, pre, verbose = TRUE)
add_nomo <- function(input, n, call) rec(from(ver("epiR"), ", ", call), input,
  list(lr_positive = n$lr$pos, lr_negative = n$lr$neg,
       post_test_positive = n$post$opos.tpos, post_test_negative = n$post$opos.tneg))
for (v in list(c(.89,.85,.05), c(.9,.85,.31), c(.75,.96,.02), c(.784,.951,.5), c(.99,.999,.0001),
               c(.6,.6,.9), c(.5,.5,.37), c(1,.8,.2), c(.05,.999,.01), c(.91,.26,.113)))
  res <- c(res, list(add_nomo(list(sensitivity = v[1], specificity = v[2], pre_test = v[3]),
    nomo(v[1], v[2], pre = v[3]), "epi.nomogram(se, sp, lr = NA, pre.pos)")))
for (v in list(c(9000,.1,3/156), c(6,.12,.5), c(2.36,.89,.04), c(1,1,.25), c(12.5,.02,.99)))
  res <- c(res, list(add_nomo(list(lr_positive = v[1], lr_negative = v[2], pre_test = v[3]),
    nomo(lr = v[1:2], pre = v[3]), "epi.nomogram(se = NA, sp = NA, lr, pre.pos)")))
pub <- function(origin, input, output, decimals) {
  lp <- if (is.null(input$lr_positive)) input$sensitivity / (1 - input$specificity) else input$lr_positive
  ln <- if (is.null(input$lr_negative)) (1 - input$sensitivity) / input$specificity else input$lr_negative
  post <- function(lr) { o <- input$pre_test / (1 - input$pre_test) * lr; o / (1 + o) }
  if (!is.null(output$post_test_positive)) stopifnot(round(post(lp), decimals) == output$post_test_positive)
  if (!is.null(output$post_test_negative)) stopifnot(round(post(ln), decimals) == output$post_test_negative)
  rec(paste("published:", origin), input, output, decimals = decimals)
}
ss <- function(se, sp, pre) list(sensitivity = se, specificity = sp, pre_test = pre)
res <- c(res, list(
  pub("Caraguel and Vanderstichel 2013, Evid Based Med 18:125-128, figure legend (MRI breast screening)",
      ss(.75, .96, .02), list(post_test_positive = .28), 2),
  pub("epiR help page of epi.nomogram, example 1 (serum T4 in a dog), positive result",
      ss(.89, .85, .05), list(post_test_positive = .24), 2),
  pub("epiR help page of epi.nomogram, example 1 (serum T4 in a dog), negative result",
      ss(.89, .85, .05), list(post_test_negative = .0068), 4),
  pub("epiR help page of epi.nomogram, example 2 (skin scraping; pre-test 3 of 156)",
      list(lr_positive = 9000, lr_negative = .1, pre_test = 3 / 156), list(post_test_negative = .002), 3),
  pub("CEBM Toronto, critical appraisal worksheet for diagnosis (serum ferritin), a positive test",
      ss(.90, .85, .31), list(post_test_positive = .73), 2),
  pub("ECEBM 2012, Utilizing the results of DTA studies (serum ferritin), a negative test",
      ss(.90, .85, .31), list(post_test_negative = .05), 2),
  pub("CEBM Oxford, Likelihood ratios (serum ferritin, pre-test 50 per cent)",
      list(lr_positive = 6, pre_test = .5), list(post_test_positive = .86), 2),
  pub("Therapeutic Guidelines (eTG), worked example iron-deficiency anaemia, man without symptoms",
      ss(.90, .85, .02), list(post_test_positive = .11), 2),
  pub("Therapeutic Guidelines (eTG), worked example iron-deficiency anaemia, woman with symptoms",
      ss(.90, .85, .50), list(post_test_positive = .86), 2),
  pub("BCIT mathematics, nuclear medicine statistics page: thallium stress test negative, 98 % free of disease",
      ss(.80, .90, .10), list(post_test_negative = .02), 2)))
save_records("post_test.json", res)

# ---- kappa -----------------------------------------------------------------
kappas <- list(
  list(c(40, 9), c(6, 45)),
  list(c(30, 5, 2), c(4, 22, 6), c(1, 7, 23)),
  list(c(10, 25), c(30, 12)),
  list(c(60, 1, 0), c(0, 48, 0), c(0, 0, 41)),
  list(c(12,3,0,0,0,0), c(4,25,6,1,0,0), c(0,5,61,9,1,0), c(0,1,8,34,4,0), c(0,0,1,5,11,2), c(0,0,0,0,1,6)),
  list(c(25, 25), c(25, 25)))
res <- list()
for (rows in kappas) {
  m <- do.call(rbind, rows); k <- Kappa(m)$Unweighted; z <- qnorm(.975)
  suppressWarnings(suppressMessages(pk <- psych::cohen.kappa(m)))
  check(c(pk$kappa, sqrt(pk$var.kappa)), as.numeric(k))
  # third route: multinomial delta method with a numerical gradient
  f <- function(p) { p <- p / sum(p); pe <- sum(rowSums(p) * colSums(p)); (sum(diag(p)) - pe) / (1 - pe) }
  p <- m / sum(m); h <- 1e-6
  g <- sapply(seq_along(p), function(i) { d <- 0 * p; d[i] <- h; (f(p + d) - f(p - d)) / (2 * h) })
  check(sqrt((sum(p * g^2) - sum(p * g)^2) / sum(m)), k[["ASE"]], 1e-7)
  pe <- sum(rowSums(p) * colSums(p))
  res <- c(res, list(rec(from(ver("vcd"), ", Kappa(x)$Unweighted: value and ASE (large-sample SE of Fleiss, Cohen ",
      "and Everitt 1969, for kappa not 0); same as ", ver("psych"), " cohen.kappa and a base R delta method; ",
      "interval = kappa -+ qnorm(0.975) SE, not clipped"),
    list(table = rows, confidence = .95),
    list(kappa = k[["value"]], standard_error = k[["ASE"]], low = k[["value"]] - z * k[["ASE"]],
         high = k[["value"]] + z * k[["ASE"]], observed_agreement = sum(diag(p)), expected_agreement = pe))))
}
save_records("kappa.json", res)

# ---- combined --------------------------------------------------------------
res <- list()
cases <- list(
  list(c(.90,.95), c(.80,.85), c(0,0)), list(c(.784,.926), c(.951,.979), c(.035,-.001)),
  list(c(.91,.28), c(.26,.94), c(0,0)), list(c(.91,.28), c(.26,.94), c(.02,.01)),
  list(c(.7,.6), c(.8,.9), c(-.05,.06)), list(c(.55,.55), c(.7,.7), c(.24,.2)),
  list(c(1,.8), c(.6,1), c(0,0)),
  list(c(.910,.907,.930), c(.955,.934,.927), c(0,0)), list(c(.910,.907,.930), c(.955,.934,.927), c(.063,.042)),
  list(c(.6,.7,.8), c(.9,.8,.7), c(-.03,.05)))
for (v in cases) for (how_read in c("series", "parallel")) {
  se <- v[[1]]; sp <- v[[2]]; k <- v[[3]]; n <- length(se)
  r <- rsu.dxtest(se, sp, covar = k, interpretation = how_read)$dependent
  # cross-check by writing out the joint distribution; the dependent pair is the last two tests
  both <- function(a, b, cv) c(pp = a*b + cv, pn = a*(1-b) - cv, np = (1-a)*b - cv, nn = (1-a)*(1-b) + cv)
  d <- both(se[n-1], se[n], k[1]); h <- both(1-sp[n-1], 1-sp[n], k[2])
  stopifnot(all(c(d, h) > -1e-12))
  f1 <- if (n == 3) c(se[1], 1 - sp[1]) else NULL
  pos <- function(j, first) if (how_read == "series") j[["pp"]] * (if (is.null(first)) 1 else first)
    else 1 - j[["nn"]] * (if (is.null(first)) 1 else 1 - first)
  check(c(r$se, r$sp), c(pos(d, f1[1]), 1 - pos(h, f1[2])))
  input <- list(se = se, sp = sp, covariance_diseased = k[1], covariance_healthy = k[2], interpretation = how_read)
  if (n == 3) input$dependent_tests <- c(2, 3)
  res <- c(res, list(rec(from(ver("epiR"), ", rsu.dxtest(se, sp, covar = c(diseased, healthy), interpretation)",
      "$dependent; checked against the joint distribution in base R",
      if (n == 3) "; with three tests the covariance is between tests 2 and 3, test 1 is independent"),
    input, list(se = r$se, sp = r$sp))))
}
save_records("combined.json", res)

# ---- verification ----------------------------------------------------------
ver_cases <- list(
  list(c(231, 32, 166, 27, 54, 140), "hepatic scintigraphy, Drum and Christacopoulos 1972, counts as used in the verification-bias literature"),
  list(c(26, 11, 30, 7, 44, 782), "diaphanography, Marshall 1984, counts as used in the verification-bias literature"),
  list(c(45, 30, 25, 6, 34, 360), "invented: 500 men, PSA-like verification"),
  list(c(40, 21, 0, 11, 212, 0), "all verified: equals the plain table"),
  list(c(70, 10, 5, 3, 12, 400), "invented: few negatives verified"))
res <- list()
cell <- c("pd", "ph", "pu", "nd", "nh", "nu") # test pos/neg; diseased, healthy, unverified
logit_se <- quote(log((pd/(pd+ph)) * (pd+ph+pu)) - log((nd/(nd+nh)) * (nd+nh+nu)))
logit_sp <- quote(log((nh/(nd+nh)) * (nd+nh+nu)) - log((ph/(pd+ph)) * (pd+ph+pu)))
for (v in ver_cases) {
  n <- setNames(v[[1]], cell); total <- sum(n); p <- as.list(n / total); z <- qnorm(.975)
  # inverse-probability weighting, person by person
  people <- data.frame(test = rep(c(1,1,1,0,0,0), n), disease = rep(c(1,0,NA,1,0,NA), n))
  people$seen <- !is.na(people$disease)
  people$w <- 1 / ave(as.numeric(people$seen), people$test)
  s <- people[people$seen, ]
  se <- weighted.mean(s$test[s$disease == 1], s$w[s$disease == 1])
  sp <- 1 - weighted.mean(s$test[s$disease == 0], s$w[s$disease == 0])
  delta <- function(e) { # multinomial delta method, symbolic gradient
    g <- attr(eval(deriv(e, cell), p), "gradient")[1, ]; pr <- unlist(p)
    sqrt((sum(pr * g^2) - sum(pr * g)^2) / total) }
  s1 <- delta(logit_se); s2 <- delta(logit_sp)
  check(c(qlogis(se), qlogis(sp)), c(eval(logit_se, p), eval(logit_sp, p)))
  set.seed(1)
  b <- rmultinom(200000, total, n / total); b <- b[, colSums(b == 0) == sum(n == 0)]
  bl <- setNames(lapply(1:6, function(i) b[i, ]), cell)
  cat(v[[2]], "delta/bootstrap SE:", s1, sd(eval(logit_se, bl)), s2, sd(eval(logit_sp, bl)), "\n")
  res <- c(res, list(rec(from("base: person-level inverse-probability weighting with weights all/verified per ",
      "test result; standard error of the logit by the multinomial delta method (symbolic gradient, six cells); ",
      "interval = plogis(logit -+ qnorm(0.975) SE); data: ", v[[2]]),
    list(tp_verified = n[["pd"]], fp_verified = n[["ph"]], positive_unverified = n[["pu"]],
         fn_verified = n[["nd"]], tn_verified = n[["nh"]], negative_unverified = n[["nu"]], confidence = .95),
    list(sensitivity = list(value = se, low = plogis(qlogis(se) - z*s1), high = plogis(qlogis(se) + z*s1), se_logit = s1),
         specificity = list(value = sp, low = plogis(qlogis(sp) - z*s2), high = plogis(qlogis(sp) + z*s2), se_logit = s2),
         naive_sensitivity = n[["pd"]] / (n[["pd"]] + n[["nd"]]),
         naive_specificity = n[["nh"]] / (n[["nh"]] + n[["ph"]]),
         prevalence = weighted.mean(s$disease, s$w)))))
}
save_records("verification.json", res)

# ---- roc -------------------------------------------------------------------
res <- list()
for (d in c(0, .5, 1, 1.5, 2.3, 3)) {
  area <- pnorm(d / sqrt(2))
  check(integrate(function(u) pnorm(d + qnorm(u)), 0, 1, rel.tol = 1e-10)$value, area, 1e-7)
  res <- c(res, list(rec(from("base: pnorm(d / sqrt(2)); checked by integrate; healthy N(0, 1), diseased N(d, 1)"),
    list(kind = "binormal_auc", d = d), list(auc = area))))
}
for (v in list(c(1,0), c(1,.5), c(1,1.25), c(2.3,1.15), c(2.3,-1), c(.5,2), c(3,2.5)))
  res <- c(res, list(rec(from("base: pnorm; healthy N(0, 1), diseased N(d, 1), positive when above the cut-off c"),
    list(kind = "binormal_point", d = v[1], c = v[2]),
    list(sensitivity = pnorm(v[2], v[1], 1, lower.tail = FALSE), specificity = pnorm(v[2])))))
ratings <- list(
  list(c(3,2,2,11,33), c(33,6,6,11,2), "CT ratings of Hanley and McNeil 1982"),
  list(c(1,4,9,6), c(12,7,5,1), "invented"))
for (v in ratings) {
  k <- seq_along(v[[1]]); y <- rep(k, v[[1]]); x <- rep(k, v[[2]])
  r <- roc(controls = x, cases = y, direction = "<", quiet = TRUE, levels = NULL)
  a <- as.numeric(auc(r)); ci <- as.numeric(ci.auc(r, method = "delong"))
  w <- suppressWarnings(wilcox.test(y, x, exact = FALSE))$statistic[[1]]
  check(w / (length(x) * length(y)), a)
  res <- c(res, list(rec(from(ver("pROC"), ", auc (trapezoid), DeLong variance and interval; area same as ",
      "wilcox.test W / (n1 n0); higher rating = more ill; points: positive when rating >= cut-off; data: ", v[[3]]),
    list(kind = "empirical", diseased_counts = v[[1]], healthy_counts = v[[2]], confidence = .95),
    list(auc = a, delong_standard_error = sqrt(var(r, method = "delong")), delong_low = ci[1], delong_high = ci[3],
         points = lapply(k, function(c) list(cutoff = c, sensitivity = mean(y >= c), specificity = mean(x < c)))))))
}
stopifnot(round(res[[length(res) - 1]]$output$auc, 3) == .893)
res <- c(res, list(rec("published: Hanley and McNeil 1982, Radiology 143:29-36, CT ratings",
  list(kind = "empirical", diseased_counts = ratings[[1]][[1]], healthy_counts = ratings[[1]][[2]]),
  list(auc = .893), decimals = 3)))
save_records("roc.json", res)

# ---- thresholds ------------------------------------------------------------
# leaves: diseased treated = benefit, healthy treated = -harm, untreated = 0; the test costs test_harm
res <- list()
grid <- seq(0, 1, length.out = 100001)
for (v in list(c(.9,.85,.4,.05,.002), c(.8,.7,.4,.3,.02), c(.8,.7,.4,.3,0), c(.95,.95,1,.1,.01),
               c(.6,.7,3,1,0), c(.7,.9,.5,.5,.03), c(.6,.6,.1,.01,.2), c(.55,.5,.2,.2,.02), c(1,1,.3,.1,0))) {
  se <- v[1]; sp <- v[2]
  nothing <- function(p) 0 * p
  treat <- function(p) p * v[3] - (1 - p) * v[4]
  test <- function(p) p * (se * v[3] + (1 - se) * 0) + (1 - p) * ((1 - sp) * -v[4] + sp * 0) - v[5]
  cross <- function(f, g) { h <- function(p) f(p) - g(p)
    if (h(0) == 0) return(0); if (h(1) == 0) return(1)
    if (h(0) * h(1) > 0) NULL else uniroot(h, c(0, 1), tol = 1e-15)$root }
  low <- cross(test, nothing); high <- cross(test, treat); mid <- cross(treat, nothing)
  pays <- test(grid) > pmax(nothing(grid), treat(grid)) + 1e-12
  worth <- any(pays)
  if (worth) check(c(low, high), range(grid[pays]), 2e-5)
  res <- c(res, list(rec(from("base: decision tree with do nothing, test (treat when positive) and treat all; ",
      "crossings of the expected utilities by uniroot (tol 1e-15), zone checked on a grid of 100001 probabilities; ",
      "test_harm falls on everyone tested; null thresholds = testing is best nowhere"),
    list(se = se, sp = sp, benefit = v[3], harm = v[4], test_harm = v[5]),
    list(testing_threshold = if (worth) low else NA, test_treatment_threshold = if (worth) high else NA,
         treatment_threshold = mid, testing_pays = worth,
         crossing_nothing_test = if (is.null(low)) NA else low,
         crossing_test_treat = if (is.null(high)) NA else high))))
}
save_records("thresholds.json", res)

# ---- newcombe (only a cross-check for make_golden.py) -----------------------
square_and_add <- function(t) {
  n1 <- t[1] + t[3]; n2 <- t[2] + t[4]; p1 <- t[1] / n1; p2 <- t[2] / n2
  u <- interval(t[1], n1, "wilson", .95); v <- interval(t[2], n2, "wilson", .95)
  list(low = p1 - p2 - sqrt((p1 - u[1])^2 + (v[2] - p2)^2), high = p1 - p2 + sqrt((u[2] - p1)^2 + (p2 - v[1])^2))
}
save_records("newcombe_in_r.json", lapply(
  list(c(40,21,11,212), c(64,43,36,57), c(28,10,72,90), c(815,115,208,327), c(5,2,1,9), c(38,0,0,25),
       c(9,990,1,9000), c(0,3,12,40)),
  function(t) list(tp = t[1], fp = t[2], fn = t[3], tn = t[4], interval = square_and_add(t))))
