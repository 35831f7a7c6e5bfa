package report

// englishLetter gives the English words of the letter to the provider; checked 2026-11-22.
func englishLetter() words {
	return words{
		"letter.title": "Request for confirmation: handling of personal data in \"{service}\"",
		"letter.date":  "〔date〕",
		"letter.to":    "To: {provider}",
		"letter.from":  "〔name of our company〕\n〔department, title, name〕\n〔address, telephone, e-mail〕",
		"letter.body": "Dear Sir or Madam,\n" +
			"We are reviewing how personal data are handled that we store, or intend to store, in your service \"{service}\" (the \"Service\"). " +
			"Under Japan's Act on the Protection of Personal Information (APPI), whether the use of a cloud service amounts to provision or " +
			"entrustment of personal data does not turn on whether the stored data contain personal data, but on whether the provider is to " +
			"handle them. There is no provision where, among other cases, a contract clause says that the provider does not handle the personal " +
			"data and access is suitably controlled (Personal Information Protection Commission, Q&A\u00a07-53).\n" +
			"In its warning of 25 March 2024, the Commission named as elements of a case of entrustment that the terms let the provider use its " +
			"customers' personal data in specific cases, that a maintenance ID gave access to them without technical control against handling, and " +
			"that the provider had in fact handled them.\n" +
			"We would therefore be grateful for your answers to the annexed questions, in writing or by e-mail, by 〔date〕. You may use the " +
			"check sheet (Excel) sent with this letter. Where you cannot answer, please say so and why.\n" +
			"We shall use your answers to assess our use of the Service and to keep personal data safe, and shall not disclose them to third parties " +
			"without your consent 〔except to our professional advisers and to supervisory authorities〕.",
		"letter.close":      "Yours faithfully,",
		"letter.annex":      "Annex: points to confirm",
		"letter.questions":  "Handling of personal data in the Service",
		"letter.answer":     "your answer",
		"letter.none":       "No question on this point is open.",
		"letter.provisions": "Meaning of provisions",
		"letter.provisions.ask": "Do you, or your subcontractors, under any of the following provisions view, analyse, use, disclose or otherwise " +
			"handle personal data that we store in the Service? If so, please tell us in which cases, for what purposes, to what extent, by which " +
			"procedure, and how often in the past year. If not, please say so.",
		"letter.more":          "Please tell us the same of these provisions: ",
		"letter.conflicts":     "Provisions that differ",
		"letter.conflicts.ask": "The following provisions seem incompatible. Please tell us which prevails, and why.",
		"letter.against":       " and ",
		"letter.agreement":     "Agreement",
		"letter.memorandum": "If you can confirm that you do not handle personal data stored in the Service, please consider a memorandum that says so and " +
			"sets out how access is controlled. If you may handle them, please consider a contract or memorandum on the safety measures and on how " +
			"we can grasp the handling.",
		"letter.exclude": "Please tell us whether and how (by a setting, a notice, a separate agreement) personal data that we store in the Service can be " +
			"excluded from use for your own or third parties' purposes, such as improvement and development of services, statistics, machine " +
			"learning and advertising.",
	}
}
